# SPDX-License-Identifier: Apache-2.0
# The reference task in R. Arguments: version | table FOLDER ROWS REPEATS | csv SOURCE TARGET.
cut_offs <- c(5, 10, 15)
raised_to <- 2L

score <- function(answers) {
  missing <- rowSums(is.na(answers))
  lowest <- rowSums(answers, na.rm = TRUE)
  highest <- lowest + missing
  value <- floor(lowest * ncol(answers) / (ncol(answers) - missing) + 0.5)
  value[missing > 5] <- NA
  gate <- answers[, 1] == 1L | answers[, 2] == 1L
  raised <- ifelse(!is.na(gate) & gate, raised_to, 0L)
  may_be_raised <- ifelse(is.na(gate) | gate, raised_to, 0L)
  low <- pmax(findInterval(lowest, cut_offs), raised)
  high <- pmax(findInterval(highest, cut_offs), may_be_raised)
  certain <- low == high
  level <- pmax(findInterval(value, cut_offs), raised)
  level <- ifelse(is.na(value), ifelse(certain, low, NA), level)
  list(value = value, lowest = lowest, highest = highest, level = level, low = low, high = high,
       certain = certain)
}

arguments <- commandArgs(trailingOnly = TRUE)
if (arguments[1] == "version") {
  cat(paste(R.version$major, R.version$minor, sep = "."), "\n")
} else if (arguments[1] == "table") {
  rows <- as.integer(arguments[3])
  file <- file.path(arguments[2], "answers.bin")
  answers <- matrix(readBin(file, "integer", rows * 20, size = 1, signed = FALSE), nrow = rows)
  answers[answers == 255L] <- NA
  result <- score(answers)
  for (i in seq_len(as.integer(arguments[4]))) {
    result <- NULL
    invisible(gc())
    cat(system.time(result <- score(answers))[["elapsed"]], "\n")
  }
  result$value[is.na(result$value)] <- NaN
  result$level[is.na(result$level)] <- -1
  for (name in names(result)) {
    writeBin(as.double(result[[name]]), file.path(arguments[2], paste0(name, ".bin")))
  }
} else {
  if (requireNamespace("data.table", quietly = TRUE)) {
    table <- as.data.frame(data.table::fread(arguments[2]))
  } else {
    table <- read.csv(arguments[2])
  }
  result <- data.frame(id = table$id, score(as.matrix(table[, -1])))
  result$certain <- ifelse(result$certain, "true", "false")
  if (requireNamespace("data.table", quietly = TRUE)) {
    data.table::fwrite(result, arguments[3])
  } else {
    write.csv(result, arguments[3], row.names = FALSE, na = "", quote = FALSE)
  }
}
