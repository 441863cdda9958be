# The wall clock of the agent, stepped while it runs. The machine has this host's clock, which stays as it is: what is told another time are the units of the agent and the
# trainers, with all they start, by a library that is preloaded into them. Process 1, the journal and this host keep the real time. What a real step does besides, and
# this does not: files changed after it bear its time, and who waits for the step itself (timerfd, TFD_TIMER_CANCEL_ON_SET) is woken.
#   clock_prepare             once on a machine, before the agent starts; kept over reboots
#   clock_jump SECONDS        from where the clock stands; -7200 sets it back by two hours
#   clock_heal                back to the real time
#   clock_ahead               prints by how many seconds the clock is ahead of the real one
#   at_clock COMMAND…         on the machine, as root, by the agent's clock

clock_prepare() {
  local name
  "${BASH_SOURCE[0]%/*}/build" "$HS_TRAINER_BED/faults" clock.so
  install -D -m 755 "$HS_TRAINER_BED/faults/clock.so" "$root/usr/local/lib/hs-clock.so"
  head -c 8 /dev/zero >"$root/usr/local/lib/hs-clock"
  for name in hs-trainer-agent hs-trainer-agent-broker@ hs-trainer-agent-repair@ hs-trainer-agent-guard@ hs-trainer@; do
    mkdir -p "$root/etc/systemd/system/$name.service.d"
    printf '[Service]\nEnvironment=LD_PRELOAD=/usr/local/lib/hs-clock.so\n' >"$root/etc/systemd/system/$name.service.d/50-clock.conf"
  done
  on systemctl daemon-reload
}

clock_jump() { # SECONDS
  clock_stand $(($(clock_ahead) + $1))
}

clock_heal() {
  clock_stand 0
}

clock_ahead() {
  local ahead
  ahead=$(od -An -td8 "$root/usr/local/lib/hs-clock")
  echo $((ahead / 1000000000))
}

clock_stand() { # SECONDS ahead of the real time
  local bytes= index
  for index in {0..7}; do bytes+=$(printf '\\x%02x' $((($1 * 1000000000 >> 8 * index) & 255))); done
  # In one write into the page that the processes look at.
  # shellcheck disable=SC2059
  printf "$bytes" | dd of="$root/usr/local/lib/hs-clock" bs=8 conv=notrunc status=none
}

at_clock() { # COMMAND…
  on env LD_PRELOAD=/usr/local/lib/hs-clock.so "$@"
}
