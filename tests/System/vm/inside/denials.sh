# What SELinux denied to the agent: a failure, unless allowed-denials says why not.

denials() { # of all that were, those that concern us: a unit's domain, or a process of the program by any name of its threads
  journalctl -q --no-pager -o cat _TRANSPORT=kernel | grep -aE 'avc: +denied' | grep -aE ':initrc_t:|comm="(hs-trainer|\.NET)|hs-trainer' || true
}

nothing-denied() {
  local patterns
  patterns=$(sed -n 's/^[^#[:space:]].*/&/p' "$here/allowed-denials")
  denials >"$served/denials"
  note "$(journalctl -q --no-pager -o cat _TRANSPORT=kernel | grep -acE 'avc: +denied') denials, $(wc -l <"$served/denials") around the agent"
  same "denied" "" "$(grep -avE -f <(echo "$patterns") "$served/denials")"
}
