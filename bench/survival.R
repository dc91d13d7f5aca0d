# Estimates curves from spells with the R packages survival and etm (Debian: r-cran-survival, r-cran-etm), as numbers
# that Headwater's must agree with. How to run it again: docs/curves.md.
#
#   Rscript bench/survival.R SPELLS.csv > crates/rates/tests/survival/illness.csv
suppressMessages({ library(survival); library(etm) })

spells <- read.csv(commandArgs(TRUE)[1], check.names = TRUE)
names(spells) <- c("person", "position", "entered", "start", "end", "to")
spells$entered <- ifelse(is.na(spells$entered), spells$start, spells$entered)
positions <- c("transplant", "recovery", "adverse event", "recovery and adverse event", "relapse", "death")
number <- setNames(seq_along(positions) - 1, positions)
times <- c(30, 100, 365.25, 730.5, 1826.25)

cat("what,from,to,time,value\n")
put <- function(what, from, to, time, value) {
    if (is.na(value)) return(invisible())
    cat(sprintf("%s,%s,%s,%s,%.17g\n", what, from, to, format(time, digits = 10), value))
}
# The value of a step function: that of the last jump at or before a time.
last <- function(jumps, values, time, before) {
    at <- findInterval(time, jumps)
    if (at == 0) before else values[at]
}

# Forward clock, by survfit: chances, mean times and cumulative hazards.
spells$event <- factor(spells$to, levels = c("", positions))
first <- survfit(Surv(start, end, event) ~ 1, spells, id = person, istate = factor(position, levels = positions),
                 p0 = c(1, 0, 0, 0, 0, 0), se.fit = FALSE)
for (time in times) {
    for (j in seq_along(positions)) {
        put("survfit-chance", 0, j - 1, time, last(first$time, first$pstate[, match(positions[j], first$states)], time, j == 1))
    }
    jumps <- c(0, first$time[first$time <= time], time)
    for (j in seq_along(positions)) {
        p <- c(j == 1, first$pstate[first$time <= time, match(positions[j], first$states)])
        put("survfit-mean-time", 0, j - 1, time, sum(p * diff(jumps)))
    }
}
for (from in positions) for (to in positions) {
    here <- spells[spells$position == from, ]
    if (!any(here$to == to)) next
    here$made <- here$to == to
    fit <- survfit(Surv(start, end, made) ~ 1, here)
    for (time in times) {
        put("survfit-hazard", number[from], number[to], time, last(fit$time, fit$cumhaz, time, 0))
        put("survfit-hazard-se", number[from], number[to], time, last(fit$time, fit$std.chaz, time, 0))
    }
}

# Forward clock, by etm: chances with Greenwood's covariance, from the start and from day 100.
moves <- data.frame(id = spells$person, from = number[spells$position],
                    to = ifelse(spells$to == "", "cens", number[spells$to]), entry = spells$start, exit = spells$end)
# Nobody leaves relapse and death; etm takes no time there.
moves <- moves[moves$from < 4, ]
possible <- matrix(FALSE, 6, 6)
steps <- unique(moves[moves$to != "cens", c("from", "to")])
possible[cbind(steps$from + 1, as.numeric(steps$to) + 1)] <- TRUE
for (landmark in c(0, 100)) {
    fit <- etm(moves, as.character(0:5), possible, "cens", s = landmark, covariance = TRUE)
    what <- if (landmark == 0) "etm" else "etm-from-100"
    for (time in times[times > landmark]) {
        at <- findInterval(time, fit$time)
        for (i in if (landmark == 0) 0 else c(0, 2, 3)) for (j in 0:5) {
            entry <- paste(i, j)
            put(paste0(what, "-chance"), i, j, time, fit$est[i + 1, j + 1, at])
            put(paste0(what, "-se"), i, j, time, sqrt(fit$cov[entry, entry, at]))
        }
    }
}

# All of the covariance, which etm keeps the diagonal of: recursion (4.4.19) of Andersen and others 1993 written out with
# Kronecker products of whole matrices.
k <- 6
P <- diag(k)
C <- matrix(0, k^2, k^2)
days <- sort(unique(moves$exit[moves$to != "cens"]))
for (n in seq_along(days)) {
    day <- days[n]
    here <- moves[moves$exit == day & moves$to != "cens", ]
    at_risk <- sapply(0:5, function(h) sum(moves$from == h & moves$entry < day & moves$exit >= day))
    N <- matrix(0, k, k)
    for (row in seq_len(nrow(here))) N[here$from[row] + 1, as.numeric(here$to[row]) + 1] <-
        N[here$from[row] + 1, as.numeric(here$to[row]) + 1] + 1
    M <- diag(k)
    noise <- matrix(0, k^2, k^2)
    for (h in which(rowSums(N) > 0)) {
        q <- N[h, ] / at_risk[h]
        q[h] <- 1 - sum(q)
        M[h, ] <- q
        cells <- h + k * (seq_len(k) - 1)
        noise[cells, cells] <- (diag(q) - q %o% q) / at_risk[h]
    }
    left <- kronecker(t(M), diag(k))
    spread <- kronecker(diag(k), P)
    C <- left %*% C %*% t(left) + spread %*% noise %*% t(spread)
    P <- P %*% M
    until <- if (n < length(days)) days[n + 1] else Inf
    for (time in times[times >= day & times < until]) for (j in 0:5) {
        put("kronecker-covariance-with-1", 0, j, time, C[1 + k * j, 1 + k * 1])
    }
}

# Time in the position: Kaplan and Meier with log-log intervals, medians, mean times, cumulative incidence.
for (from in positions[1:4]) {
    here <- spells[spells$position == from, ]
    fit <- survfit(Surv(start - entered, end - entered, to != "") ~ 1, here, conf.type = "log-log")
    for (time in times) {
        at <- summary(fit, times = time)
        if (length(at$surv) == 0) next
        put("survfit-staying", number[from], "", time, at$surv)
        put("survfit-staying-se", number[from], "", time, at$std.err)
        put("survfit-staying-low", number[from], "", time, at$lower)
        put("survfit-staying-high", number[from], "", time, at$upper)
    }
    middle <- quantile(fit, 0.5)
    put("survfit-median", number[from], "", 0, middle$quantile)
    put("survfit-median-low", number[from], "", 0, middle$lower)
    put("survfit-median-high", number[from], "", 0, middle$upper)
    mean <- summary(fit, rmean = 730.5)$table
    put("survfit-mean-stay", number[from], "", 730.5, mean[grep("^\\*?rmean", names(mean))])
    put("survfit-mean-stay-se", number[from], "", 730.5, mean[grep("se\\(rmean\\)", names(mean))])
    fit <- survfit(Surv(start - entered, end - entered, event) ~ 1, droplevels(here), id = seq_len(nrow(here)), se.fit = FALSE)
    for (time in times) for (to in setdiff(fit$states, "(s0)")) {
        put("survfit-incidence", number[from], number[to], time, last(fit$time, fit$pstate[, match(to, fit$states)], time, 0))
    }
}
