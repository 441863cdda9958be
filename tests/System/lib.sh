# How a case is written: it NAME "title" and a function of that name, which ends early when something is not as expected.
names=() titles=() kinds=() files=()

it() { # NAME TITLE [deb|rpm|any]: on the machines where the package is a deb (unless said otherwise), an rpm, or either
  names+=("$1") titles+=("$2") kinds+=("${3:-deb}") files+=("${BASH_SOURCE[1]##*/}")
}

skip() { # REASON: the case cannot be shown on this machine
  printf ' # skip %s' "$1" >"$noted"
  exit 0
}

tell() { # VERDICT TITLE [FILE]: one line, and the file indented below it
  echo "$1 $release: $2" | tee -a "$results"
  [ -z "${3-}" ] || sed 's/^/    /' "$3"
}

run_case() { # NUMBER NAME TITLE
  local seen=$served/seen since=$SECONDS status
  noted=$served/noted
  : >"$noted"
  # A subshell not in a condition, for set -e to be heeded in it; in the background, for a signal to be heeded at once.
  (
    trap - EXIT INT TERM
    set -e
    fresh
    "$2"
  ) >"$seen" 2>&1 &
  running=$!
  wait "$running"
  status=$? running=
  if [ $status -eq 0 ]; then
    tell "ok $1" "$3$(cat "$noted")"
    return
  fi
  { echo "case $2, after $((SECONDS - since)) s; the journal since its beginning:"; journal -o short-precise | tail -n 40; } >>"$seen" 2>&1
  tell "not ok $1" "$3" "$seen"
}

note() { # TEXT: a figure that the case's line shows
  printf ' (%s)' "$1" >>"$noted"
}

fail() { # WHAT WAS SEEN
  echo "$*" >&2
  exit 1
}

same() { # WHAT EXPECTED SEEN
  [ "$2" = "$3" ] || fail "$1: expected '$2', seen '$3'"
}

has() { # WHAT PATTERN TEXT: an extended regular expression
  grep -qE -- "$2" <<<"$3" || fail "$1: expected /$2/, seen '$3'"
}

hasnt() { # WHAT PATTERN TEXT
  ! grep -qE -- "$2" <<<"$3" || fail "$1: seen what should not be there, /$2/: $(grep -E -- "$2" <<<"$3" | head -n 5)"
}

exits() { # STATUS COMMAND…: and leaves in $said what it says
  local status=0
  said=$("${@:2}" 2>&1) || status=$?
  [ "$status" = "$1" ] || fail "exit code of ${*:2}: expected $1, seen $status: $said"
}

refused() { # WHAT COMMAND…: it must fail
  local answer
  ! answer=$("${@:2}" 2>&1) || fail "$1 was allowed: $answer"
}

denied() { # WHAT REASON COMMAND…: it must fail for this reason, an extended regular expression
  local answer
  ! answer=$("${@:3}" 2>&1) || fail "$1 was allowed: $answer"
  has "the reason why $1 fails" "$2" "$answer"
}

without_complaint() { # COMMAND…: it succeeds and warns of nothing
  local said
  said=$("$@" 2>&1) || fail "$* failed: $said"
  # Called a warning: that it goes back, that a removal keeps the settings, and on Debian 12, where /lib and /usr/lib are one folder, that it is not empty.
  said=$(grep -vE 'warning: downgrading|warning: .* saved as |/usr/lib/systemd/.* not empty so not removed' <<<"$said") || true
  hasnt "what $* says" '[Ww]arning|[Ee]rror|[Ff]ail' "$said"
}

within() { # SECONDS WHAT COMMAND…: until it succeeds; the seconds are an idle machine's, and one of two cores may have four of these machines at once
  local end=$((SECONDS + 3 * $1)) what=$2
  shift 2
  until ("$@") >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "not in time: $what; last seen: $("$@" 2>&1 | tail -n 3)"
    sleep 0.25
  done
}
