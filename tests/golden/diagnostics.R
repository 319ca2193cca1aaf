# Writes diagnostics_r.csv: Box.test, the regression of squares, and Brown-Forsythe as an analysis of variance,
# by base R, for the complete series of diagnostics_residuals.csv.
#   Rscript tests/golden/diagnostics.R   (from the top of the project)
table <- read.csv("tests/golden/diagnostics_residuals.csv")
lags <- 5
recent <- 20
one <- function(name) {
  x <- table[[name]]
  n <- length(x)
  box <- Box.test(x, lag = 10, type = "Ljung-Box")
  squares <- embed(x^2, lags + 1)  # first column: today, then one day before, ...
  lm_stat <- nrow(squares) * summary(lm(squares[, 1] ~ squares[, -1]))$r.squared
  late <- factor(seq_len(n) > n - recent)
  distance <- abs(x - ave(x, late, FUN = median))
  anova_row <- anova(lm(distance ~ late))
  data.frame(name, arch_lm = lm_stat, arch_lm_p = pchisq(lm_stat, lags, lower.tail = FALSE),
             ljung_box = unname(box$statistic), ljung_box_p = box$p.value,
             brown_forsythe = anova_row[1, "F value"], brown_forsythe_p = anova_row[1, "Pr(>F)"])
}
complete <- names(table)[colSums(is.na(table)) == 0]
both <- do.call(rbind, lapply(complete, one))
write.csv(format(both, digits = 15), "tests/golden/diagnostics_r.csv", row.names = FALSE, quote = FALSE)
