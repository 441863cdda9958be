# Lines "WHAT<TAB>ROUND<TAB>MILLISECONDS" to a table: medians, extremes, and by how much the scan with two threads is faster in the same round.
BEGIN { FS = "\t" }
{
  if (!($1 in rounds)) order[++kinds] = $1
  times[$1, ++rounds[$1]] = $3
}
function sorted(values, n,   i, j, held) {
  for (i = 2; i <= n; i++) {
    held = values[i]
    for (j = i - 1; j > 0 && values[j] > held; j--) values[j + 1] = values[j]
    values[j + 1] = held
  }
}
function median(values, n) { return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2 }
END {
  printf "%-36s %26s %14s %24s\n", "", "wall ms (least - most)", "entries/s", "scan, 2 threads is"
  for (k = 1; k <= kinds; k++) {
    n = rounds[order[k]]
    for (i = 1; i <= n; i++) {
      wall[i] = times[order[k], i]
      ratio[i] = times[order[k], i] / times[ours, i]
    }
    sorted(wall, n); sorted(ratio, n)
    printf "%-36s %8.0f (%6.0f - %6.0f) %13.0fk %6.2fx (%5.2f - %5.2f)\n", order[k], median(wall, n), wall[1], wall[n], entries / median(wall, n),
      median(ratio, n), ratio[1], ratio[n]
    if (order[k] == "ls -RZ") ls = median(ratio, n)
    if (order[k] == "C readdir + lgetxattr") c = median(ratio, n)
  }
  met = ls >= 3 && c >= 2
  printf "bars: at least 3x ls -RZ and 2x the C loop: %s\n\n", met ? "met" : "MISSED"
  exit !met
}
