# What SELinux denied to the agent: a failure, unless allowed-denials says why not.

denials() { # of all that were, those that concern us: a unit's domain, or a process of the program by any name of its threads
  journalctl -q --no-pager -o cat _TRANSPORT=kernel | grep -aE 'avc: +denied' | grep -aE ':initrc_t:|comm="(hs-trainer|\.NET)|hs-trainer' || true
}

unexpected() { # of them those without a reason
  denials | grep -avE -f <(sed -n 's/^[^#[:space:]].*/&/p' "$here/allowed-denials") || true
}

plant() { # a denial to a unit in the domain of ours: it may not begin with this file
  install -m 755 /bin/true "$served/planted"
  chcon -t etc_t "$served/planted"
  ! systemd-run --quiet --wait --property=SELinuxContext=system_u:system_r:initrc_t:s0 "$served/planted" 2>/dev/null
}

nothing-denied() {
  note "$(journalctl -q --no-pager -o cat _TRANSPORT=kernel | grep -acE 'avc: +denied') denials, $(count denials) around the agent"
  same "denied" "" "$(unexpected)"
  # Were it not seen, nothing would have been said of the others.
  plant
  within 5 "the planted denial" seen_planted
}
seen_planted() { has "denials" 'entrypoint .*comm="\(planted\)"' "$(unexpected)"; }
