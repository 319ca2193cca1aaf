# Writes core_r.csv: lm and predict of base R for one event of core_panel.csv, models constant mean and market.
#   Rscript tests/golden/core.R   (from the top of the project)
panel <- read.csv("tests/golden/core_panel.csv")
zero <- 226 + 1                                     # day 0 of event p04 of security S04, counted from one
estimation <- panel[(zero - 130):(zero - 11), c("S04", "MKT")]
days <- -5:5
event <- panel[zero + days, c("S04", "MKT")]
one <- function(model, formula) {
  fit <- lm(formula, data = estimation)  # drops days with a missing value
  normal <- predict(fit, newdata = event, se.fit = TRUE)
  ar <- event$S04 - normal$fit
  se <- sqrt(normal$residual.scale^2 + normal$se.fit^2)
  data.frame(model, day = days, alpha = coef(fit)[[1]], beta = unname(coef(fit)[2]), sigma = normal$residual.scale,
             dof = normal$df, ar, se, p = 2 * pt(-abs(ar / se), normal$df))
}
both <- rbind(one("constant_mean", S04 ~ 1), one("market", S04 ~ MKT))
write.csv(both, "tests/golden/core_r.csv", row.names = FALSE, quote = FALSE)
