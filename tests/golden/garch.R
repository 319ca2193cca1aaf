# Writes garch_r.csv: maximum likelihood of GARCH models in base R (optim on the likelihood written as a loop), for the
# returns of garch_returns.csv, in percent.
#   Rscript tests/golden/garch.R   (from the top of the project)
table <- read.csv("tests/golden/garch_returns.csv")
variance <- function(process, p, e, backcast) {
  h <- numeric(length(e))
  if (process == "egarch") {
    log_h <- p[["omega"]] + p[["beta"]] * log(backcast)
    for (t in seq_along(e)) {
      h[t] <- exp(log_h)
      z <- e[t] / sqrt(h[t])
      log_h <- p[["omega"]] + p[["alpha"]] * (abs(z) - sqrt(2 / pi)) + p[["gamma"]] * z + p[["beta"]] * log_h
    }
  } else {
    now <- p[["omega"]] + (p[["alpha"]] + p[["gamma"]] / 2 + p[["beta"]]) * backcast
    for (t in seq_along(e)) {
      h[t] <- now
      now <- p[["omega"]] + (p[["alpha"]] + p[["gamma"]] * (e[t] < 0)) * e[t]^2 + p[["beta"]] * h[t]
    }
  }
  h
}
one <- function(name, y, x, process, start) {
  ols <- if (is.null(x)) lm(y ~ 1) else lm(y ~ x)
  backcast <- mean(resid(ols)^2)
  k <- length(coef(ols))
  labels <- c("mu", "slope")[seq_len(k)]
  rest <- if (process == "garch") c("omega", "alpha", "beta") else c("omega", "alpha", "gamma", "beta")
  named <- function(v) {
    p <- as.list(setNames(v, c(labels, rest)))
    if (process == "garch") p$gamma <- 0
    p
  }
  minus_log_likelihood <- function(v) {
    p <- named(v)
    if (process != "egarch" && (p$omega <= 0 || p$alpha < 0 || p$alpha + p$gamma < 0 || p$beta < 0)) return(1e10)
    e <- as.vector(y - model.matrix(ols) %*% v[seq_len(k)])
    h <- variance(process, p, e, backcast)
    if (any(!is.finite(h)) || any(h <= 0)) return(1e10)
    0.5 * sum(log(2 * pi) + log(h) + e^2 / h)
  }
  at <- c(coef(ols), start)
  for (round in 1:6) {
    found <- optim(at, minus_log_likelihood, control = list(maxit = 4000, reltol = 1e-14))
    at <- found$par
  }
  p <- named(at)
  slope <- if (k > 1) p$slope else NA
  data.frame(name, loglikelihood = -found$value, mu = p$mu, slope, omega = p$omega, alpha = p$alpha,
             gamma = p$gamma, beta = p$beta)
}
both <- rbind(
  one("brent_garch", table$brent, NULL, "garch", c(0.2, 0.1, 0.85)),
  one("market_garch", table$brent, table$dow, "garch", c(0.2, 0.1, 0.85)),
  one("dow_egarch", table$dow, NULL, "egarch", c(0, 0.1, -0.1, 0.9)),
  one("market_egarch", table$brent, table$dow, "egarch", c(0, 0.1, -0.1, 0.9))
)
write.csv(format(both, digits = 12), "tests/golden/garch_r.csv", row.names = FALSE, quote = FALSE)
