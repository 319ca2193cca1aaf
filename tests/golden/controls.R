# Writes controls_r.csv: control models and conformal p-values of controls_panel.csv, in base R.
#   Rscript tests/golden/controls.R   (from the top of the project)
# Weights are the best of all faces of the simplex: on each, lm on differences to one of its donors gives
# weights that sum to one, and faces with a negative weight are passed over. Ridge is lm's QR of the
# data with one row a donor added. Every number is a row: what, model, key, value.
panel <- read.csv("tests/golden/controls_panel.csv")
donors <- paste0("D", 1:6)
n_estimation <- 86
zero <- 95 + 1                                      # counted from one
horizons <- list(c(0, 0), c(-1, 1), c(0, 3))
penalties <- 10^(seq(6, -6) / 2)

face_weights <- function(y, x) {
  k <- ncol(x)
  best <- Inf
  found <- NULL
  for (face in 1:(2^k - 1)) {
    held <- which(bitwAnd(face, 2^(0:(k - 1))) > 0)
    base <- held[1]
    others <- held[-1]
    inner <- numeric(0)
    if (length(others) > 0) {
      gap <- x[, others, drop = FALSE] - x[, base]
      inner <- coef(lm.fit(gap, y - x[, base]))
    }
    w <- numeric(k)
    w[others] <- inner
    w[base] <- 1 - sum(inner)
    if (all(w[held] > 0)) {
      rss <- sum((y - x %*% w)^2)
      if (rss < best) {
        best <- rss
        found <- w
      }
    }
  }
  found
}

sc <- function(y, x, intercept = FALSE) {
  level <- 0
  if (intercept) {
    w <- face_weights(y - mean(y), scale(x, scale = FALSE))
    level <- mean(y) - sum(colMeans(x) * w)
  } else {
    w <- face_weights(y, x)
  }
  residual <- as.vector(y - level - x %*% w)
  dof <- length(y) - (sum(w > 0) - 1) - intercept
  list(alpha = level, slopes = w, residual = residual, dof = dof, sigma2 = sum(residual^2) / dof)
}

ridge <- function(y, x, penalty) {
  centred <- scale(x, scale = FALSE)
  lambda <- penalty * sum(centred^2) / ncol(x)
  more <- sqrt(lambda) * diag(ncol(x))
  slopes <- coef(lm.fit(rbind(centred, more), c(y - mean(y), numeric(ncol(x)))))
  alpha <- mean(y) - sum(colMeans(x) * slopes)
  residual <- as.vector(y - alpha - x %*% slopes)
  moment <- crossprod(centred)
  hat <- sum(diag(solve(moment + lambda * diag(ncol(x)), moment)))
  dof <- length(y) - 1 - hat
  list(alpha = alpha, slopes = slopes, residual = residual, dof = dof, sigma2 = sum(residual^2) / dof)
}

chosen_penalty <- function(y, x) {
  part <- floor((seq_along(y) - 1) * 6 / length(y))
  error <- sapply(penalties, function(penalty) {
    total <- 0
    for (fold in 1:5) {
      fit <- ridge(y[part < fold], x[part < fold, ], penalty)
      total <- total + sum((y[part == fold] - fit$alpha - x[part == fold, ] %*% fit$slopes)^2)
    }
    total
  })
  penalties[which.min(error)]
}

shares <- function(size, n_days) {
  n <- length(size)
  s <- sapply(0:(n - 1), function(shift) {
    at <- ((n - n_days):(n - 1) - shift) %% n + 1
    sum(size[at]) / sqrt(n_days)
  })
  c(statistic = s[1], p_value = mean(s >= s[1] * (1 - 1e-12)))
}

rows <- data.frame()
note <- function(what, model, key, value) {
  rows <<- rbind(rows, data.frame(what, model, key, value = sprintf("%.17g", value)))
}

complete <- panel[1:n_estimation, ]
complete <- complete[complete.cases(complete), ]
y <- complete$Y
x <- as.matrix(complete[, donors])
penalty <- chosen_penalty(y, x)
note("penalty", "ridge_control", "", penalty)
fits <- list(synthetic_control = sc(y, x), with_intercept = sc(y, x, TRUE),
             ridge_given = ridge(y, x, 0.25), ridge_control = ridge(y, x, penalty))
for (model in names(fits)) {
  fit <- fits[[model]]
  note("alpha", model, "", fit$alpha)
  for (k in 1:6) note("slope", model, donors[k], fit$slopes[k])
  note("dof", model, "", fit$dof)
  note("sigma2", model, "", fit$sigma2)
}

models <- list(
  constant_mean = function(d) lm(Y ~ 1, d)$residuals,
  regression = function(d) lm(Y ~ D1 + D2, d)$residuals,
  synthetic_control = function(d) sc(d$Y, as.matrix(d[, donors]))$residual,
  ridge_given = function(d) ridge(d$Y, as.matrix(d[, donors]), 0.25)$residual
)
needed <- list(constant_mean = "Y", regression = c("Y", "D1", "D2"),
               synthetic_control = c("Y", donors), ridge_given = c("Y", donors))
for (model in names(models)) for (h in horizons) for (effect in c(0, 0.02)) {
  days <- panel[c(1:n_estimation, zero + (h[1]:h[2])), needed[[model]], drop = FALSE]
  after <- n_estimation + seq_len(h[2] - h[1] + 1)
  days$Y[after] <- days$Y[after] - effect
  days <- days[complete.cases(days), , drop = FALSE]
  found <- shares(abs(models[[model]](days)), h[2] - h[1] + 1)
  key <- paste(h[1], h[2], effect)
  note("conformal_statistic", model, key, found[["statistic"]])
  note("conformal_p", model, key, found[["p_value"]])
}

# Placebo in space: the security, then each donor on the others.
for (h in horizons) for (unit in 0:6) {
  own <- if (unit == 0) "Y" else donors[unit]
  others <- setdiff(donors, own)
  before <- panel[1:n_estimation, c(own, others)]
  before <- before[complete.cases(before), ]
  after <- panel[zero + (h[1]:h[2]), ]
  fit <- sc(before[[own]], as.matrix(before[, others]))
  error <- after[[own]] - as.matrix(after[, others]) %*% fit$slopes
  note("ratio", "synthetic_control", paste(h[1], h[2], own),
       sqrt(mean(error^2)) / sqrt(mean(fit$residual^2)))
}
write.csv(rows, "tests/golden/controls_r.csv", row.names = FALSE, quote = FALSE)
