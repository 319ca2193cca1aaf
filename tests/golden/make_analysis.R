# Writes analysis_r.csv: what eventstudy.analysis makes of core_panel.csv and analysis_events.csv, by base R.
#   Rscript tests/golden/make_analysis.R   (from the top of the project)
panel <- read.csv("tests/golden/core_panel.csv")
events <- read.csv("tests/golden/analysis_events.csv")
n <- nrow(events); days <- -5:5; out <- list()
keep <- function(name, value) out[[length(out) + 1]] <<- data.frame(name, value = as.numeric(value))
put <- function(name, values, labels) for (i in seq_along(values)) keep(paste(name, labels[i], sep = "."), values[i])

# Market model of each event: abnormal returns and, for days D, s^2 (|D| + x' (X'X)^-1 x).
ar <- matrix(NA, n, 11); h <- dof <- numeric(n); fits <- list()
for (i in 1:n) {
  zero <- events$row[i] + 1                             # counted from one
  d <- data.frame(y = panel[[events$security[i]]], m = panel$MKT)
  fit <- lm(y ~ m, data = d[(zero - 130):(zero - 11), ])
  ar[i, ] <- d$y[zero + days] - predict(fit, newdata = d[zero + days, ])
  fits[[i]] <- list(v = vcov(fit), s2 = summary(fit)$sigma^2, m = d$m[zero + days])
  h[i] <- fits[[i]]$s2; dof[i] <- fit$df.residual
}
variance <- function(i, first, last) {
  at <- match(first, days):match(last, days); x <- c(length(at), sum(fits[[i]]$m[at]))
  fits[[i]]$s2 * length(at) + drop(t(x) %*% fits[[i]]$v %*% x)
}
car <- function(first, last) rowSums(ar[, match(first, days):match(last, days), drop = FALSE])
sdev <- function(first, last) sqrt(sapply(1:n, variance, first, last))
y <- car(-1, 1); se <- sdev(-1, 1); scar <- y / se

# Regression of the CAR on size and kind.
date <- match(events$row, sort(unique(events$row))); G <- max(date)
for (weights in c("none", "precision")) {
  w <- if (weights == "none") rep(1, n) else 1 / se^2
  fit <- lm(y ~ size + kind, data = events, weights = w); names <- c("constant", "size", "kind_b", "kind_c")
  x <- model.matrix(fit) * sqrt(w); e <- residuals(fit) * sqrt(w); bread <- solve(t(x) %*% x); k <- ncol(x)
  leverage <- rowSums((x %*% bread) * x)
  hc3 <- bread %*% t(x) %*% diag((e / (1 - leverage))^2) %*% x %*% bread
  score <- rowsum(x * e, date)
  cluster <- bread %*% t(score) %*% score %*% bread * G / (G - 1) * (n - 1) / (n - k)
  for (type in c("ols", "hc3", "cluster_date")) {
    error <- sqrt(diag(switch(type, ols = vcov(fit), hc3 = hc3, cluster_date = cluster)))
    free <- if (type == "cluster_date") G - 1 else n - k
    base <- paste("regress", weights, type, sep = ".")
    put(paste0(base, ".estimate"), coef(fit), names); put(paste0(base, ".se"), error, names)
    put(paste0(base, ".p_value"), 2 * pt(-abs(coef(fit) / error), free), names)
    put(paste0(base, ".ci_low"), coef(fit) - qt(.975, free) * error, names)
  }
  keep(paste("regress", weights, "r2", sep = "."), summary(fit)$r.squared)
}

# Groups: Welch's test, and each mean.
for (pair in list(c("a", "b"), c("a", "c"), c("b", "c"))) {
  test <- t.test(scar[events$kind == pair[1]], scar[events$kind == pair[2]])
  put(paste("welch", pair[1], pair[2], sep = "."), c(test$statistic, test$parameter, test$p.value, test$conf.int[1]),
      c("statistic", "dof", "p_value", "ci_low"))
}
means <- sapply(c("a", "b", "c"), function(g) t.test(y[events$kind == g])$p.value)
put("group.p_value", means, c("a", "b", "c")); put("group.p_adjusted", p.adjust(means, "holm"), c("a", "b", "c"))

# Averages by date clusters: errors, and the largest studentised deviation over all sign patterns.
signs <- as.matrix(expand.grid(rep(list(c(1, -1)), G)))
largest <- function(psi) {
  t <- apply(signs, 1, function(s) {
    dev <- colSums(s * psi)
    max(abs(dev) / sqrt(G / (G - 1) * colSums(sweep(s * psi, 2, dev / G)^2)))
  })
  sort(t)[ceiling(.95 * length(t))]
}
single <- rowsum(sweep(ar, 2, colMeans(ar)), date) / n
cumulated <- t(apply(single, 1, cumsum))
for (name in c("aar", "caar")) {
  psi <- if (name == "aar") single else cumulated
  mean <- if (name == "aar") colMeans(ar) else cumsum(colMeans(ar))
  error <- sqrt(G / (G - 1) * colSums(psi^2))
  put(name, mean, days); put(paste0(name, "_se"), error, days)
  put(paste0(name, "_ci_low"), mean - qt(.975, G - 1) * error, days)
  put(paste0(name, "_band_high"), mean + max(largest(psi), qt(.975, G - 1)) * error, days)
}
paths <- sapply(days, function(last) car(-5, last) / sdev(-5, last))
put("scar_caar", colMeans(paths), days); put("scar_caar_se", apply(paths, 2, sd) / sqrt(n), days)

# Step-down maximum over all sign flips of the first event of each date: every statistic by t.test.
first <- match(1:G, date)
values <- cbind((car(0, 0) / sdev(0, 0))[first], scar[first], (car(0, 5) / sdev(0, 5))[first] + .5)
observed <- apply(values, 2, function(v) t.test(v)$statistic)
flipped <- t(apply(signs, 1, function(s) abs(apply(values * s, 2, function(v) t.test(v)$statistic))))
order <- order(-abs(observed)); adjusted <- numeric(3); last <- 0
for (step in 1:3) {
  left <- apply(flipped[, order[step:3], drop = FALSE], 1, max)
  last <- max(last, mean(left >= abs(observed[order[step]]) - 1e-9)); adjusted[order[step]] <- last
}
put("max_t.value", c(values), seq_along(values)); put("max_t.statistic", observed, 1:3)
put("max_t.p_value", sapply(1:3, function(j) mean(flipped[, j] >= abs(observed[j]) - 1e-9)), 1:3)
put("max_t.p_adjusted", adjusted, 1:3)

# Equivalence and power.
margin <- .02
tost <- pmax(pt((y + margin) / se, dof, lower.tail = FALSE), pt((y - margin) / se, dof))
put("equivalence", tost, events$event_id)
put("mde", (qt(.975, dof) + qt(.8, dof)) * se, events$event_id)
power <- power.t.test(n = 20, delta = c(.1, .5, 1), sd = 1, type = "one.sample", strict = TRUE)$power
put("power.t", power, 1:3); keep("power.level10", power.t.test(n = 8, delta = .7, sd = 1, sig.level = .1,
    type = "one.sample", strict = TRUE)$power)

# Buy-and-hold against the market factor, days 1 to 30.
bhar <- sapply(1:n, function(i) {
  at <- events$row[i] + 1 + 1:30
  prod(1 + panel[[events$security[i]]][at]) - prod(1 + panel$MKT[at])
})
put("bhar", ifelse(is.na(bhar), -99, bhar), events$event_id)

# Volatility across events.
lambda <- sapply(seq_along(days), function(t) {
  e <- ar[, t]; sum((n * e - sum(e))^2 / (n * (n - 2) * h + sum(h))) / (n - 1)
})
put("lambda", lambda, days); put("lambda.p_value", pchisq((n - 1) * lambda, n - 1, lower.tail = FALSE), days)
keep("cav", sum(lambda[5:7]) - 3)
keep("cav.p_value", pchisq((n - 1) * sum(lambda[5:7]), 3 * (n - 1), lower.tail = FALSE))
# With the forecast error and that of s^2, the mean of the terms.
corrected <- sapply(seq_along(days), function(t) {
  e <- ar[, t]; v <- sdev(days[t], days[t])^2 * dof / (dof - 2)
  mean((n * e - sum(e))^2 / (n * (n - 2) * v + sum(v)))
})
put("lambda.corrected", corrected, days)
ratio <- (car(0, 0) / sdev(0, 0))^2
put("ratio.p_value", pf(ratio, 1, dof, lower.tail = FALSE), events$event_id)

# Adjusted p-values.
p <- c(.011, .002, .04, .04, .3, .0004, .9, .051)
for (method in c("holm", "hochberg", "BH", "BY", "bonferroni"))
  put(paste0("adjust.", tolower(method)), p.adjust(p, method), seq_along(p))
all <- do.call(rbind, out); all$value <- sprintf("%.17g", all$value)
write.csv(all, "tests/golden/analysis_r.csv", row.names = FALSE, quote = FALSE)
