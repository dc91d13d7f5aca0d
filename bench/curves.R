# Times survfit on spells: chances with and without standard errors. Standard errors of survfit come from the influence of
# each person, whose cost grows with the square of their number: they are timed on the first people only.
#
#   Rscript bench/curves.R SPELLS.csv PEOPLE_WITH_ERRORS
suppressMessages(library(survival))
arguments <- commandArgs(TRUE)
spells <- read.csv(arguments[1])
names(spells) <- c("person", "position", "entered", "start", "end", "to")
levels <- sort(unique(spells$position))
spells$event <- factor(spells$to, levels = c("", levels))
spells$position <- factor(spells$position, levels = levels)
fit <- function(spells, errors) {
    start <- as.numeric(levels == "not known")
    seconds <- system.time(
        fit <- survfit(Surv(start, end, event) ~ 1, spells, id = person, istate = position, p0 = start, se.fit = errors)
    )
    at <- findInterval(10, fit$time)
    cat(sprintf("survfit, %d people, standard errors %s: %.2f s processor (%.2f s wall); chances at 10:",
                length(unique(spells$person)), if (errors) "yes" else "no", seconds[1] + seconds[2], seconds[3]))
    cat(sprintf(" %s %.6f", levels, fit$pstate[at, match(levels, fit$states)]), "\n")
}
fit(spells, FALSE)
some <- spells[spells$person < as.numeric(arguments[2]), ]
fit(some, FALSE)
fit(some, TRUE)
