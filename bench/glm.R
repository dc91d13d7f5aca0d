# Rate ratios of examples/covariates.csv by R's glm, without shrinkage, as numbers that Headwater's must agree with where
# its prior is weak. How to run it again: docs/covariates.md.
#
#   Rscript bench/glm.R examples/covariates.csv > crates/rates/tests/rate_ratios/glm.csv
rows <- read.csv(commandArgs(TRUE)[1], check.names = FALSE)
rows$cell <- factor(paste(rows$age_from, rows$age_to))
largest <- function(name) {
    values <- factor(rows[[name]])
    relevel(values, ref = names(which.max(tapply(rows$person_years, values, sum))))
}
for (name in c("cell", "stratum", "need", "deprivation")) rows[[name]] <- largest(name)
fit <- glm(steps ~ cell + stratum + need + deprivation, family = poisson, data = rows, offset = log(person_years),
           control = glm.control(epsilon = 1e-14, maxit = 100))

cat("what,covariate,level,value\n")
put <- function(what, covariate, level, value) cat(sprintf("%s,%s,%s,%.17g\n", what, covariate, level, value))
errors <- sqrt(diag(vcov(fit)))
for (covariate in c("need", "deprivation")) for (level in levels(rows[[covariate]])[-1]) {
    name <- paste0(covariate, level)
    put("ln-ratio", covariate, level, coef(fit)[[name]])
    put("se", covariate, level, errors[[name]])
}
# Pearson's chi-square over degrees of freedom, and the same by Fletcher (2012).
pearson <- sum(residuals(fit, "pearson")^2) / df.residual(fit)
put("overdispersion", "", "", pearson / (1 + mean((rows$steps - fitted(fit)) / fitted(fit))))
