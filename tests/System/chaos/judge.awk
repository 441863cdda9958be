# judge.awk SETTLE=… FOREGROUND=…  log runs seen: judges a history by what it did, what run.sh noted and what the sampler saw; a line "violation N what" each,
# "note kind" for what is allowed and rare, and one "figures". All times are hundredths of a second of the kernel's uptime.
function violated(number, what) { print "violation " number " " what }
function at(time) { return sprintf("%.2f s", (time - zero) / 100) }
function conn(k) { return url[k] " " token[k] " " revision[k] " " tls[k] }
function left(k) { return k < writes ? wrote[k + 1] : 9e15 }

FNR == 1 { part++ }
$1 > latest { latest = $1 }
part == 1 && $3 == "disk" { writes++; begun[writes] = $1; wrote[writes] = $2; valid[writes] = $4; url[writes] = $5; token[writes] = $6; revision[writes] = $7; tls[writes] = $8; guarded[writes] = $9; windows[writes] = $10; next }
part == 1 && $3 == "did" {
  if (!zero) zero = $1
  deeds++; since[deeds] = $1; until[deeds] = $2; deed[deeds] = $4; whom[deeds] = $5
  count[$4]++
  next
}
part == 2 && $2 == "start" {
  starts++; run[starts] = $3; started[starts] = $1; parent[starts] = $5; with_url[starts] = $6; with_token[starts] = $7; index_of[$3] = starts; spawned[starts] = $11
  if ($8 != 3 || $9 != "trainer") violated(5, at($1) ": run.sh was started with " $8 " arguments as " $9)
  # Its own, where the machine was so busy that bash came to its first line after foregroundAfter.
  if ($10 != "-" && !($10 == $3 ":Foreground" && $1 - $11 >= FOREGROUND - 2)) violated(2, at($1) ": the record of " $10 " is there while run.sh starts")
  next
}
part == 2 && $2 == "end" {
  ended[$3] = $1; code[$3] = $4
  split($5, its, ":")
  if ($5 != "-" && !(its[1] == $3 && its[2] == "Foreground" && $1 - spawned[index_of[$3]] >= FOREGROUND - 2)) violated(2, at($1) ": the record of " $5 " is there before run " $3 " has ended")
  next
}
part == 2 && $2 == "killed" { ended[$3] = $1; code[$3] = "signal"; next }
part == 2 && $2 == "overlap" { $1 = at($1); violated(1, $0); next }
part == 2 && $2 == "struck" { deeds++; since[deeds] = until[deeds] = $1; deed[deeds] = "kill"; whom[deeds] = $3; count["struck"]++; next }
part == 2 && $2 == "guard" { words++; heard[words] = $1; word[words] = $3; count["guard-said-" $3]++; next }
part == 3 && $2 == "two" { $1 = at($1); violated(1, $0); next }
part == 3 && $2 == "leak" { $1 = at($1); violated(6, $0); next }
part == 3 && $2 == "record" { records++; seen[records] = $1; of[records] = $3; mode[records] = $4; if ($4 == "Foreground") stayed[$3] = $1; next }
part == 3 && $2 == "report" { reports++; told[reports] = $1; state[reports] = $3; says[reports] = $4; next }

# Whether a deed of the kind (and of whom) was done in a stretch of time.
function was_done(kind, who, from, to,   d) {
  for (d = 1; d <= deeds; d++)
    if (deed[d] == kind && (who == "" || whom[d] == who) && until[d] >= from && since[d] <= to) return 1
  return 0
}

# What makes the agent take the settings as they are, without waiting for them to settle.
function hurried(from, to) {
  return was_done("start-daemon", "", from - 100, to) || was_done("restart-daemon", "", from - 100, to) || was_done("reload", "", from - 100, to) \
    || was_done("upgrade", "", from - 300, to) || was_done("reinstall", "", from - 300, to) || was_done("reboot", "", from - 500, to) \
    || was_done("kill", "daemon", from - 500, to) || was_done("by-hand", "", from - 3000, to) \
    || was_done("apply", "", from - 6000, to) || was_done("apply-force", "", from - 6000, to) || was_done("ending", "", from - 100, to)
}

# Whether start-trainer, when it read the settings for this start, could find these on the disk.
function could_have(i, k) { return (valid[k] == 1 || valid[k] == 2 && started[i] - begun[k] >= SETTLE - 2) && url[k] == with_url[i] && token[k] == with_token[i] && begun[k] - 3 <= started[i] && left(k) + 3 >= parent[i] }

function differ(i, j,   a, b) {
  for (a = 1; a <= writes; a++) if (could_have(i, a))
    for (b = 1; b <= writes; b++) if (could_have(j, b) && conn(a) != conn(b)) return 1
  return 0
}

# How long the settings of this start had stood, and what stood before: the last occurrence counts.
function stood(i,   k, best) {
  best = 0
  for (k = 1; k <= writes; k++) if (could_have(i, k)) best = k
  while (best > 1 && valid[best - 1] && conn(best - 1) == conn(best)) best--
  return best
}

function paused(time,   d, so) {
  for (d = 1; d <= deeds; d++) {
    if (deed[d] == "paused" && until[d] <= time) so = 1
    if (deed[d] == "resumed" && until[d] <= time) so = 0
  }
  return so
}

# Since when all settings that may have been in force when this start was decided upon, or written since then, say so; 0 where one does not. Nearly at once after
# such a decision run.sh starts, but where a trainer that does not heed SIGTERM is stopped first.
function so_since(i, what, so,   k, time) {
  time = SETTLE + 300 + (was_done("behave", "family", 0, started[i]) ? 900 : 0)
  # The first is of before there were settings.
  for (k = writes; k >= 2; k--) {
    if (begun[k] > started[i]) continue
    if (what[k] != so) return 0
    if (k == 2 || valid[k] == 1 && left(k) - begun[k] >= time && parent[i] - begun[k] >= time) return begun[k]
  }
  return 0
}

# Whether an operator's word may have started this one, or one that was on its way at a time.
function by_operator(i, since) {
  return was_done("by-hand", "", parent[i] - 3000, started[i]) || was_done("apply-force", "", parent[i] - 6000, started[i]) \
    || since && was_done("apply", "", parent[i] - 6000, since + 100)
}

# Whether the guard's last word before this start was a yes, to this one and no other.
function guard_agreed(i,   w, last) {
  for (w = 1; w <= words; w++) if (heard[w] <= parent[i] + 1) last = w
  return last && word[last] == "yes" && parent[i] - heard[last] <= 1200 && (i == 1 || heard[last] >= started[i - 1])
}

function went_well(j, by) {
  if (was_done("kill", "start-trainer", started[j], by) || was_done("kill", "bash", started[j], by) || was_done("by-hand", "stop", started[j] - 100, by) || was_done("disk", "", started[j] - 100, by)) return 0
  # One that stays and dies later has failed by then.
  if (run[j] in code && code[run[j]] != "0" && ended[run[j]] <= by) return 0
  return (run[j] in code && code[run[j]] == "0") || run[j] in stayed
}

# Whether other settings, in force and not the last run's, had stood until shortly before these were written.
function due_before(i, k,   b, a, last) {
  for (b = k - 1; b >= 1; b--) {
    if (!valid[b] || begun[k] - left(b) > 300) continue
    # In force: settled, or read at the daemon's start, there or earlier.
    for (a = b; a >= 1; a--) if (valid[a] && conn(a) == conn(b) && (life(a) >= SETTLE - 2 || hurried(begun[a], left(a)))) break
    if (a < 1) continue
    last = i > 1 ? stood(i - 1) : 0
    if (!last || conn(last) != conn(b) || started[i] - started[i - 1] >= 2600) return 1
  }
  return 0
}

function life(k,   last) {
  last = k
  while (last < writes && valid[last + 1] && conn(last + 1) == conn(k)) last++
  return left(last) - begun[k]
}

# Whether the trainer of an earlier run was there when this one started, for all that is known.
function runs(i, j) { return went_well(j, started[i]) && !was_done("reboot", "", started[j], started[i]) && !was_done("by-hand", "", started[j] - 3000, started[i]) }

function judge_start(i,   k, j, known, b, other, since_when) {
  k = stood(i)
  if (!k) {
    for (b = 1; b <= writes; b++) if (valid[b] == 1 && url[b] == with_url[i] && token[b] == with_token[i]) known = b
    violated(5, at(started[i]) ": run.sh was started with " with_url[i] " " with_token[i] (known ? ", which stood on the disk at another time: " at(begun[known]) " to " at(left(known)) : ", which nobody wrote"))
    return
  }
  if (started[i] - begun[k] < SETTLE - 2 && !hurried(begun[k], started[i])) {
    # A change that was due was on its way when this one was written: start-trainer reads the newest.
    if (due_before(i, k)) print "note unsettled-newest"
    else violated(5, at(started[i]) ": run.sh was started with settings of " at(begun[k]) ", before they had settled")
  }
  # What was on its way when the pause came goes on.
  if (paused(parent[i] - 150) && paused(parent[i]) && !by_operator(i))
    violated(4, at(started[i]) ": run.sh was started in a pause")
  if ((since_when = so_since(i, guarded, "on")) && !by_operator(i, since_when)) {
    if (guard_agreed(i)) print "note guard-agreed"
    else violated(4, at(started[i]) ": run.sh was started without a yes of the guard to it")
  }
  if (i == 1) return
  j = i - 1
  if ((since_when = so_since(i, windows, "closed")) && runs(i, j) && !by_operator(i, since_when))
    violated(4, at(started[i]) ": run.sh was started outside the windows, though the trainer ran")
  if (!stood(j) || differ(i, j)) return
  if (was_done("reboot", "", started[j], started[i])) { print "note after-boot"; return }
  if (was_done("by-hand", "", started[j] - 100, started[i]) || was_done("apply-force", "", started[j] - 3000, started[i])) return
  if (was_done("disk", "", started[j] - 100, started[i])) { print "note after-disk"; return }
  for (b = 1; b <= writes; b++) if (valid[b] && conn(b) != conn(k) && begun[b] <= started[i] && left(b) >= started[j]) other = b
  if (!went_well(j, started[i])) {
    if (other || was_done("apply", "", started[j] - 3000, started[i]) || was_done("ending", "", started[j] - 100, started[i])) return
    if (was_done("clock", "", started[j] - 100, started[i])) { print "note after-clock"; return }
    if (started[i] - started[j] >= 2600) { print "note after-backoff"; return }
    violated(4, at(started[i]) ": run.sh was started again " (started[i] - started[j]) / 100 " s after a run that failed, without a change")
    return
  }
  # A, then B for long enough to be acted upon, then A again before it was.
  if (other && left(other) - begun[other] >= SETTLE - 2) { print "note there-and-back"; return }
  if (other && hurried(begun[other], left(other))) { print "note there-and-back"; return }
  violated(4, at(started[i]) ": run.sh was started though nothing had changed since it went well at " at(started[j]))
}

function judge_record(r,   i, s) {
  if (of[r] == "-") return
  if (!(of[r] in index_of)) { violated(2, at(seen[r]) ": the record is of a run that never was: " of[r]); return }
  i = index_of[of[r]]
  if (mode[r] == "Detached" && !(of[r] in code && code[of[r]] == "0" && ended[of[r]] <= seen[r] + 1)) violated(2, at(seen[r]) ": the record says that run " of[r] " succeeded: " (of[r] in code ? code[of[r]] : "it had no end"))
  if (mode[r] == "Foreground" && seen[r] - spawned[i] < FOREGROUND - 2) violated(2, at(seen[r]) ": the record says that run " of[r] " stays, " (seen[r] - spawned[i]) / 100 " s after its start")
  if (mode[r] != "Detached" && mode[r] != "Foreground") violated(2, at(seen[r]) ": the record's mode is " mode[r])
  for (s = i + 1; s <= starts; s++)
    if (started[s] + 1 < seen[r]) { violated(2, at(seen[r]) ": the record of " of[r] " is there while a later run, " run[s] ", is the last"); return }
  # Until the sampler saw another one.
  for (s = i + 1; s <= starts; s++)
    if (started[s] > seen[r] && (r == records || started[s] + 60 < seen[r + 1])) { violated(2, at(started[s]) ": the record of " of[r] " stays while run " run[s] " runs"); return }
}

# Five seconds are the time within which a report that is no longer true must be corrected.
function judge_report(p,   s, last, end, to) {
  if (state[p] != "in-sync") return
  # Nobody knows how long the last one stood.
  to = p < reports ? told[p + 1] : latest
  for (s = 1; s <= starts; s++) {
    if (started[s] + 500 > to) break
    last = s
  }
  if (!last) { if (to - told[p] > 500) violated(8, at(told[p]) ": in sync without a run"); return }
  end = started[last] + 500 > told[p] + 500 ? started[last] + 500 : told[p] + 500
  if (with_url[last] != says[p] && to > end) violated(8, at(told[p]) ": in sync with " says[p] ", but the last run had " with_url[last])
  if (to > end && !(run[last] in code && code[run[last]] == "0") && !(run[last] in stayed)) violated(8, at(told[p]) ": in sync though the last run " run[last] " never succeeded")
}

END {
  for (i = 1; i <= starts; i++) judge_start(i)
  for (r = 1; r <= records; r++) judge_record(r)
  for (p = 1; p <= reports; p++) judge_report(p)
  if (CONVERGED && starts) {
    for (k = 1; k <= writes; k++) if (could_have(starts, k) && conn(k) == conn(writes)) newest = 1
    if (!newest) violated(3, "the last run had not the revision and TLS files that stand on the disk in the end")
  }
  well = 0
  for (i = 1; i <= starts; i++) if (run[i] in code && code[run[i]] == "0" || run[i] in stayed) well++
  printf "figures starts %d well %d\n", starts, well
  for (kind in count) printf "figures %s %d\n", kind, count[kind]
}
