# A history is data: from a seed, lines "at-ms event arguments…", in the order of their times; the last ones say how calm is established. The same seed gives
# the same history on every bash: a generator of its own, and nothing drawn while a history is carried out.
state=0 drawn=0 lines=() weights=() version=0 settle=1 foreground=1s

draw() { # N: leaves in $drawn a number from 0 to N-1
  state=$((state * 6364136223846793005 + 1442695040888963407))
  drawn=$((((state >> 33) & 0x7fffffff) % $1))
}

between() { # LOW HIGH: leaves in $drawn
  draw $(($2 - $1 + 1))
  drawn=$((drawn + $1))
}

pick() { # WORD…: leaves in $picked one of them
  local all=("$@")
  draw $#
  picked=${all[drawn]}
}

line() { # AT EVENT ARGUMENTS…
  lines+=("$*")
}

seconds() { # LOW HIGH: leaves in $span milliseconds as a decimal number of seconds
  between "$1" "$2"
  printf -v span '%d.%03d' $((drawn / 1000)) $((drawn % 1000))
}

# Weights: what costs a second of the bed is rarer than what costs nothing.
kinds=(
  save:14 url:5 token:9 back:6 aba:6 halves:6 same:3 invalid:5 remove:3 token-file:5 revision:5 tls:5 tls-gone:3 behave:14
  kill-daemon:6 kill-broker:5 kill-start-trainer:8 kill-bash:6 arm:10 hot-kill:10 restart-daemon:5 reload:4 stop-daemon:3
  dbus:3 journald:2 daemon-reload:3 daemon-reexec:2 application:9 apply:4 apply-force:3 by-hand:4 upgrade:1 reinstall:1 reboot:2
  disk:5 clock:4 pause:3
)
# What an operator has put around an apply. The histories of lower seeds were run before there was such a thing, and stay what they were.
holds_from=10000
holds=(windows:14 guard-says:16 guard:4 splay:4)

kind() { # leaves in $picked a kind of event
  local total=0 each
  for each in "${weights[@]}"; do total=$((total + ${each#*:})); done
  draw $total
  for each in "${weights[@]}"; do
    drawn=$((drawn - ${each#*:}))
    [ $drawn -ge 0 ] || break
  done
  picked=${each%:*}
}

behaviour() { # AT
  local how
  pick detached detached detached background background family foreground fails fails dies hangs slow
  how=$picked
  case $how in
    slow) seconds 1000 2500; line "$1" behave detached "$span" 0 ;;
    fails) seconds 0 400; pick 1 7 143 124 3; line "$1" behave fails "$span" "$picked" ;;
    # Some before and some after foregroundAfter.
    dies) seconds 300 2200; line "$1" behave dies "$span" 3 ;;
    *) seconds 0 400; line "$1" behave "$how" "$span" 0 ;;
  esac
}

fresh_version() { version=$((version + 1)); }

earlier_version() { # leaves in $drawn one that was there before
  between 1 $((version > 1 ? version - 1 : 1))
}

changed_within() { # AT LOW HIGH: mostly a change, so that there is something to hold; what follows leaves it time to be acted upon
  between 500 2500
  gap=$drawn
  draw 4
  [ "$drawn" != 0 ] || return 0
  between "$2" "$3"
  fresh_version
  line $(($1 + drawn)) save $version
}

event() { # AT KIND: one event, or a fault with its end
  local at=$1 end
  case $2 in
    save | url | token | revision | tls) fresh_version; line "$at" "$2" $version ;;
    back) earlier_version; line "$at" save "$drawn" ;;
    aba) # A, then B for less or for longer than it takes to settle, then A again
      fresh_version
      between 20 2500
      line "$at" save $version
      line $((at + drawn)) undo
      ;;
    halves) # truncated, and the rest written later, mostly before the first half could settle
      fresh_version
      pick save token
      line "$at" half-"$picked" $version
      between 5 1500
      line $((at + drawn)) whole
      ;;
    same) line "$at" same ;;
    invalid)
      pick syntax key type empty blank
      line "$at" invalid "$picked"
      between 50 2500
      line $((at + drawn)) same
      ;;
    remove) line "$at" remove; between 50 2500; line $((at + drawn)) same ;;
    token-file) pick token-file token-inline; line "$at" "$picked" ;;
    tls-gone) line "$at" tls-gone; between 50 2500; line $((at + drawn)) tls-back ;;
    behave) behaviour "$at" ;;
    kill-daemon | kill-broker | kill-start-trainer | kill-bash) line "$at" kill "${2#kill-}" ;;
    arm) # whoever runs at run.sh's next start is killed at once, or a little later
      local whom
      pick start-trainer bash daemon broker
      whom=$picked
      draw 3
      if [ "$drawn" = 0 ]; then line "$at" arm "$whom" 0; else seconds 1 200; line "$at" arm "$whom" "$span"; fi
      ;;
    hot-kill) # about the time when a change is acted upon
      local whom
      pick daemon broker start-trainer start-trainer bash
      whom=$picked
      fresh_version
      line "$at" save $version
      between 980 1500
      line $((at + settle * 1000 - 1000 + drawn)) kill "$whom"
      ;;
    restart-daemon | reload | dbus | journald | daemon-reload | daemon-reexec | reboot | upgrade | reinstall | apply | apply-force) line "$at" "$2" ;;
    stop-daemon) line "$at" stop-daemon; between 100 3000; line $((at + drawn)) start-daemon ;;
    application)
      pick rejects broken down silent
      line "$at" application "$picked"
      between 200 4000
      line $((at + drawn)) application up
      ;;
    by-hand) pick restart restart start stop; line "$at" by-hand "$picked" ;;
    disk)
      local how
      pick full readonly errors
      how=$picked
      # Not /run/hs-trainer: who holds its locks is seen by another inode where a folder is laid over itself.
      pick /var/lib/hs-trainer /var/lib/hs-trainer-agent
      line "$at" disk "$how" "$picked"
      between 300 3000
      line $((at + drawn)) disk heal
      ;;
    clock)
      pick 7200 -7200 86400 -86400 40 -40
      line "$at" clock "$picked"
      between 300 4000
      line $((at + drawn)) clock heal
      ;;
    pause) line "$at" pause; between 300 3000; line $((at + drawn)) resume ;;
    windows) # mostly with a change while they are closed, and opened again
      pick closed closed closed open none
      line "$at" windows "$picked"
      [ "$picked" = closed ] || return 0
      changed_within "$at" 300 4000
      draw 4
      [ "$drawn" != 0 ] || return 0
      between 1500 6000
      pick open none
      line $((at + drawn)) windows "$picked"
      ;;
    guard-says)
      pick no no hangs dies missing damaged writable yes
      seconds 0 900
      line "$at" guard-says "$picked" "$span"
      changed_within "$at" 0 500
      draw 3
      [ "$drawn" != 0 ] || return 0
      between 1000 5000
      end=$drawn
      seconds 0 900
      line $((at + end)) guard-says yes "$span"
      ;;
    guard) pick on on off; line "$at" guard "$picked" ;;
    splay) pick 2s 3s 0s; line "$at" splay "$picked" ;;
  esac
}

held_history() { # longer, for what holds takes its time
  local guarded windows
  weights+=("${holds[@]}") more=2
  pick on on off; guarded=$picked
  pick none none none open open closed; windows=$picked
  pick 0s 0s 0s 2s
  line 0 holding "$guarded" "$windows" "$picked"
}

plan() { # SEED: leaves the history in ${lines[@]}
  local seed=$1 count at=0 event gap=0 more=0
  lines=() weights=("${kinds[@]}") version=1 state=$((seed * 2654435761 + 12345))
  for _ in 1 2 3 4 5 6 7 8; do draw 2; done
  pick 1 1 1 2
  settle=$picked
  pick 1s 1s 2s null
  foreground=$picked
  line 0 given "$settle" "$foreground"
  behaviour 0
  [ "$seed" -lt $holds_from ] || held_history
  line 0 save 1
  draw 4
  [ "$drawn" != 0 ] || line 0 token-file
  line 0 start-daemon
  between 3 11
  count=$((drawn + more))
  for ((; count > 0; count--)); do
    # In bursts: most events follow the last one closely, the time until something is acted upon is among them.
    draw 10
    if [ "$drawn" -lt 5 ]; then between 0 300; else between 300 1700; fi
    at=$((at + drawn + gap)) gap=0
    kind
    event "$at" "$picked"
  done
  pick settings settings settings settings apply apply apply wait
  event=$picked
  [ "$event" != settings ] || fresh_version
  mapfile -t lines < <(printf '%s\n' "${lines[@]}" | LC_ALL=C sort -s -n -k 1,1)
  at=${lines[-1]%% *}
  pick detached detached background foreground
  # Where run.sh must come to an end, one that stays never counts as applied.
  [ "$foreground" != null ] || picked=background
  line $((at + 100)) calm "$event" $version "$picked"
}
