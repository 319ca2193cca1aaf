# Writes models_r.csv: thin-trading models by lm, and Theil-Sen by all pairs, for one event of core_panel.csv.
#   Rscript tests/golden/make_models.R   (from the top of the project)
panel <- read.csv("tests/golden/core_panel.csv")
zero <- 226 + 1                                     # day 0 of event p04 of security S04, counted from one
rows <- (zero - 130):(zero - 11)
m <- panel$MKT
n <- length(m)
before <- c(NA, m[-n])
after <- c(m[-1], NA)
data <- data.frame(y = panel$S04, m, before, after)[rows, ]
rho <- cor(data$m, data$before, use = "complete.obs")
one <- function(model, alpha, beta, sigma, dof) data.frame(model, alpha, beta, sigma, dof)
same_day <- function(d, alpha, beta, dof) sqrt(sum((d$y - alpha - beta * d$m)^2) / dof)

known <- na.omit(data)
inner <- na.omit(data[2:(nrow(data) - 1), ])
slope <- function(x) coef(lm(inner$y ~ x))[[2]]
beta <- (slope(inner$before) + slope(inner$m) + slope(inner$after)) / (1 + 2 * rho)
alpha <- mean(inner$y) - beta * mean(inner$m)
scholes_williams <- one("scholes_williams", alpha, beta, same_day(inner, alpha, beta, nrow(inner) - 2), nrow(inner) - 2)

fit <- lm(y ~ before + m + after, data = data)
b <- coef(fit)
dof <- fit$df.residual
dimson <- one("dimson", b[[1]], sum(b[2:4]), same_day(known, b[[1]], sum(b[2:4]), dof), dof)
w <- (1 + rho) / (1 + 2 * rho)
beta <- b[[3]] + w * (b[[2]] + b[[4]])
fowler_rorke <- one("fowler_rorke", b[[1]], beta, same_day(known, b[[1]], beta, dof), dof)

y <- panel$S04
trades <- rows[!is.na(y[rows])]
ends <- trades[-1]
starts <- trades[-length(trades)]
span <- ends - starts
market <- mapply(function(from, to) sum(m[(from + 1):to]), starts, ends)
fit <- lm(y[ends] ~ 0 + span + market, weights = 1 / span)  # drops spans with a missing market
trade_to_trade <- one("trade_to_trade", coef(fit)[[1]], coef(fit)[[2]], summary(fit)$sigma, fit$df.residual)

pair <- na.omit(data[c("y", "m")])
rise <- outer(pair$y, pair$y, "-")
run <- outer(pair$m, pair$m, "-")
beta <- median((rise / run)[run > 0])
alpha <- median(pair$y - beta * pair$m)
theil_sen <- one("theil_sen", alpha, beta, same_day(pair, alpha, beta, nrow(pair) - 2), nrow(pair) - 2)

all <- rbind(scholes_williams, dimson, fowler_rorke, trade_to_trade, theil_sen)
write.csv(format(all, digits = 15), "tests/golden/models_r.csv", row.names = FALSE, quote = FALSE)
