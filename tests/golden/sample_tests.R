# Writes sample_tests_r.csv: base R's wilcox.test, binom.test, lm and cor for the sample tests.
#   Rscript tests/golden/sample_tests.R   (from the top of the project, after make_sample_tests.py)
cars <- read.csv("tests/golden/sample_tests_cars.csv")
rows <- data.frame()
add <- function(case, test, first, last, statistic, p)
  rows <<- rbind(rows, data.frame(case, test, first, last, statistic = unname(statistic), p_value = p))

for (group in split(cars, paste(cars$first, cars$last))) {
  first <- group$first[1]; last <- group$last[1]; n <- nrow(group)
  exact <- wilcox.test(group$car, exact = TRUE)
  add("panel", "wilcoxon", first, last, exact$statistic, exact$p.value)  # the statistic is W itself
  positive <- sum(group$car > 0)
  add("panel", "sign", first, last, (positive - n / 2) / sqrt(n / 4), binom.test(positive, n)$p.value)
  weight <- 1 / group$error^2
  mean_of <- function(keep) coef(lm(car ~ 1, data = group[keep, ], weights = weight[keep]))[[1]]
  without <- sapply(seq_len(n), function(i) mean_of(-i))
  jackknife <- t.test(n * mean_of(seq_len(n)) - (n - 1) * without)
  add("panel", "jackknife", first, last, jackknife$statistic, jackknife$p.value)
}

# The normal law of Wilcoxon's test wants more values: the first 80 returns of a security, as they are
# and rounded to whole percents, which makes ties and zeros.
panel <- read.csv("tests/golden/core_panel.csv")
values <- panel$S00[1:80][!is.na(panel$S00[1:80])]
for (digits in c(6, 2)) for (correct in c(FALSE, TRUE)) {
  normal <- suppressWarnings(wilcox.test(round(values, digits), exact = FALSE, correct = correct))
  add(if (correct) "continuity" else "normal", "wilcoxon", digits, digits, normal$statistic, normal$p.value)
}

# Ten securities on one date: lm of each, forecast errors from predict, correlations from cor.
zero <- 260 + 1                                     # day 0, counted from one
estimation <- (zero - 130):(zero - 11)
estimation <- estimation[!is.na(panel$MKT[estimation])]
names <- paste0("S", 20:29)
fits <- lapply(names, function(name) lm(y ~ MKT, data.frame(y = panel[estimation, name], MKT = panel$MKT[estimation])))
residuals <- sapply(fits, residuals)
r <- mean(cor(residuals)[lower.tri(diag(10))])
for (days in list(c(0, 0), c(-1, 1), c(0, 5))) {
  at <- zero + days[1]:days[2]; length <- length(at)
  car <- mapply(function(name, fit) sum(panel[at, name] - predict(fit, panel[at, ])), names, fits)
  dof <- sapply(fits, df.residual)
  # Variance of the sum of forecast errors: vcov of the coefficients and the days' own disturbances.
  total <- c(length, sum(panel$MKT[at]))
  variance <- sapply(fits, function(fit) length * sigma(fit)^2 + drop(total %*% vcov(fit) %*% total))
  daily <- rowMeans(residuals)
  t <- mean(car) / (sd(daily) * sqrt(length))
  add("same_date", "brown_warner", days[1], days[2], t, 2 * pt(-abs(t), length(daily) - 1))
  z <- mean(car) / (sqrt(sum(variance)) / 10)
  add("same_date", "j1", days[1], days[2], z, 2 * pnorm(-abs(z)))
  z <- sum(car / sqrt(variance)) / sqrt(sum(dof / (dof - 2))) / sqrt(1 + 9 * r)
  add("same_date", "kp_patell", days[1], days[2], z, 2 * pnorm(-abs(z)))
}
write.csv(rows, "tests/golden/sample_tests_r.csv", row.names = FALSE, quote = FALSE)
