# Writes rank_tests.csv: the rank and sign tests of the events of rank_tests_events.csv, from the returns
# of rank_tests_panel.csv, with lm, rank, median, var, pnorm and pt of base R.
#   Rscript tests/golden/make_rank_tests.R   (from the top of the project)
panel <- read.csv("tests/golden/rank_tests_panel.csv")
events <- read.csv("tests/golden/rank_tests_events.csv")
horizons <- list(c(0, 0), c(-1, 1), c(0, 3))

# One event over one horizon: residuals by day of the window, returns less prediction, forecast errors.
one_event <- function(security, zero, horizon, formula) {
  data <- data.frame(y = panel[[security]], m = panel$MKT)
  at <- zero + 1                                       # R counts rows from one
  rows <- (at - 90):(at - 6)
  days <- at + horizon[1]:horizon[2]
  fit <- lm(formula, data = data[rows, ], na.action = na.exclude)
  e <- unname(residuals(fit))                          # NA where the day is missing
  x <- model.matrix(delete.response(terms(fit)), data[days, ])
  ar <- data$y[days] - as.vector(x %*% coef(fit))
  s <- summary(fit)$sigma
  q <- summary(fit)$cov.unscaled
  total <- colSums(x)
  car_error <- s * sqrt(length(days) + as.numeric(t(total) %*% q %*% total))
  ar_error <- s * sqrt(1 + rowSums((x %*% q) * x))
  # Equal returns leave equal residuals only up to rounding.
  list(e = round(e, 12), ar = round(ar, 12), s = s, sar = ar / ar_error, scar = sum(ar) / car_error, car = sum(ar))
}

ranks_of <- function(values) rank(values, na.last = "keep") / (sum(!is.na(values)) + 1) - 0.5
signs_of <- function(values) sign(round(values - median(values, na.rm = TRUE), 10))

# Rows of u are events, columns days, the last n_columns of them the horizon.
daily <- function(u, n_columns) {
  known <- colSums(!is.na(u)) > 0
  sums <- colSums(u, na.rm = TRUE)
  n <- colSums(!is.na(u))
  list(k = (sums / sqrt(n))[known], mean = (sums / n)[known], n = n[known], L = n_columns)
}
spread_z <- function(k, L, divisor = length(k)) {
  sum(tail(k, L)) / (sqrt(L) * sqrt(sum(k^2) / divisor))
}
as_t <- function(z, T) z * sqrt((T - 2) / (T - 1 - z^2))

case_rows <- function(case) {
  own <- events[events$case == case, ]
  formula <- if (case == "ties") y ~ 1 else y ~ m
  do.call(rbind, lapply(horizons, function(horizon) {
    held <- Map(function(s, z) one_event(s, z, horizon, formula), own$security, own$zero)
    held <- Filter(function(event) !is.na(event$car), held)
    n <- length(held)
    L <- horizon[2] - horizon[1] + 1
    sar <- do.call(rbind, lapply(held, function(event) event$sar))
    scar <- sapply(held, function(event) event$scar)
    spread <- apply(sar, 2, sd)
    stack <- function(f) do.call(rbind, lapply(held, f))
    raw <- daily(stack(function(v) ranks_of(c(v$e, v$ar))), L)
    adjusted <- daily(stack(function(v) ranks_of(c(v$e / v$s, v$sar / spread))), L)
    gsar <- lapply(held, function(v) c(round(v$e / v$s, 10), v$scar / sd(scar)))
    general <- daily(do.call(rbind, lapply(gsar, ranks_of)), 1)
    signs <- daily(do.call(rbind, lapply(gsar, signs_of)), 1)
    T <- length(raw$k)
    Z <- sum(tail(raw$k, L)) / sqrt(mean(raw$k^2) * L * (T - L) / (T - 1))
    # As published: mean rank over S, S^2 = (1/T) sum of n_t/n times squared means.
    general_z <- function(d) tail(d$mean, 1) / sqrt(mean(d$n / n * d$mean^2))
    G <- length(general$k)
    m <- sapply(gsar, function(v) sum(!is.na(v)))
    sd_0 <- sqrt(sum((m - 1) / (12 * (m + 1)))) / n
    normal <- function(test, z) data.frame(test, statistic = z, p_value = 2 * pnorm(-abs(z)), dof = NA)
    student <- function(test, t, dof) data.frame(test, statistic = t, p_value = 2 * pt(-abs(t), dof), dof)
    found <- rbind(
      normal("corrado", spread_z(raw$k, L)),
      normal("corrado, mean", spread_z(raw$mean, L)),
      normal("corrado, ddof 1", spread_z(raw$k, L, T - 1)),
      normal("corrado_zivney", spread_z(adjusted$k, L)),
      normal("corrado_zivney, mean", spread_z(adjusted$mean, L)),
      student("cumrank_t", as_t(Z, T), T - 2),
      student("grank_t", as_t(general_z(general), G), G - 2),
      normal("grank_z", tail(general$mean, 1) / sd_0),
      student("sign_gsar_t", as_t(general_z(signs), length(signs$k)), length(signs$k) - 2)
    )
    if (case == "complete") {                          # the published form, for M days of every event
      found <- rbind(found, normal("grank_z, M", sqrt(12 * n * (85 + 2) / 85) * tail(general$mean, 1)))
    }
    data.frame(case, first = horizon[1], last = horizon[2], n_events = n,
               estimate = mean(sapply(held, function(event) event$car)), found)
  }))
}
found <- do.call(rbind, lapply(unique(events$case), case_rows))
numbers <- c("estimate", "statistic", "p_value")
found[numbers] <- lapply(found[numbers], function(x) sprintf("%.17g", x))
write.csv(found, "tests/golden/rank_tests.csv", row.names = FALSE)
