# What is judged at the end; each says what it has seen.

flat() { # COLUMN PERCENT: the mean of the last third against that of the second
  awk -v column="$1" -v percent="$2" '{ value[NR] = $column } END {
    third = int(NR / 3); if (third < 2) { print "too few samples"; exit 1 }
    for (i = third + 1; i <= 2 * third; i++) second += value[i] / third
    for (i = NR - third + 1; i <= NR; i++) last += value[i] / third
    growth = (last / second - 1) * 100
    printf "%.0f, then %.0f (%+.2f %%, at most %+.1f %%)", second, last, growth, percent; exit growth > percent }' "$served/samples"
}

no_more() { # COLUMN [SOME]: the least of the last third is not above that of the second, but by some: what comes and goes is not always gone
  awk -v column="$1" -v some="${2:-0}" '{ value[NR] = $column } END {
    third = int(NR / 3); second = last = 1e9
    for (i = third + 1; i <= 2 * third; i++) if (value[i] < second) second = value[i]
    for (i = NR - third + 1; i <= NR; i++) if (value[i] < last) last = value[i]
    print second ", then " last; exit last > second + some }' "$served/samples"
}

steady() { # COLUMN: the median of the last third is not above that of the second
  local count third second last
  count=$(wc -l <"$served/samples") third=$((count / 3))
  second=$(sed -n "$((third + 1)),$((2 * third))p" "$served/samples" | middle "$1")
  last=$(tail -n "$third" "$served/samples" | middle "$1")
  echo "$second, then $last"
  [ "$last" -le "$second" ]
}

middle() { # COLUMN
  awk -v column="$1" '{ print $column }' | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

at_most() { # COLUMN NUMBER: in every sample
  local most
  most=$(awk -v column="$1" '{ print $column }' "$served/samples" | sort -n | tail -n 1)
  echo "at most $most"
  [ "$most" -le "$2" ]
}

empty() { # FILE: holds a line for each fault
  [ ! -s "$1" ] && echo none && return
  sort "$1" | uniq -c | sort -rn | head -n 10
  return 1
}

explained() { # every kind of entry of the agent, and how many of it what was done explains
  local kind seen most verdict=0
  while read -r seen kind; do
    case $kind in
      agent-started | agent-ready) most=1 ;;
      settings-loaded) most=$((changes + 1)) ;;
      apply-started) most=$((applies + failures)) ;;
      applied) most=$applies ;;
      apply-failed | apply-backing-off) most=$failures ;;
      # The drift of each change, what a failed run opens, and the two that a machine like this one has for good.
      opened | cleared) most=$((drifts + failures + 2)) ;;
      bus-lost | bus-back) most=$buses ;;
      # A look that meets the restart of the bus, by which it asks: of each trainer, and of the host.
      blind | sees-again) most=$((buses * (trainers + 1))) ;;
      *) most=0 ;;
    esac
    printf '%s %s of %s; ' "$kind" "$seen" "$most"
    [ "$seen" -le "$most" ] || verdict=1
  done < <(grep -a '^HS_EVENT=' "$served/journal" | cut -d= -f2 | sort | uniq -c)
  return $verdict
}

even() { # CHECK: the trainer that was looked at least often was so nearly as often as the others
  jq -r --arg check "$1" '[.checks[] | select(.name == $check).looks] | "\(min) \(max)"' <<<"$status" | {
    read -r least most
    echo "$least to $most looks a trainer"
    [ $((least * 100)) -ge $((most * 95)) ]
  }
}

often() { # CHECK SECONDS PERCENT: it was looked at so often as the schedule says, but for this share
  local seen expected=$(((SECONDS - since) / $2))
  seen=$(jq -r --arg check "$1" '[.checks[] | select(.name == $check).looks] | min' <<<"$status")
  echo "$seen of $expected"
  [ $((seen * 100)) -ge $((expected * $3)) ]
}

enough() { # WHAT SEEN WANTED
  echo "$2 $1"
  [ "$2" -ge "$3" ]
}
