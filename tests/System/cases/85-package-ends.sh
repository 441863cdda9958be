# What dpkg and dnf do each in their own way.
it life-policy "dpkg: policy-rc.d is honoured: nothing is started, and nothing restarted"
life-policy() {
  bare
  on sh -c "printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d"
  install_package "$first"
  units_are enabled inactive
  start_agent
  local pid
  pid=$(show MainPID $agent)
  upgrade_package "$next"
  same "the process" "$pid" "$(show MainPID $agent)"
}

it life-again "dpkg: removed and unmasked by hand, installed again: enabled and running"
life-again() {
  begin_life "$first"
  remove_package
  on systemctl unmask --quiet $agent hs-trainer-agent-broker.socket
  install_package "$first"
  stands "$first"
}

it life-called-off "dpkg: a removal that another package's failure calls off: daemon and socket run on"
life-called-off() {
  begin_life "$first"
  on sh -c "mkdir -p /root/rival/DEBIAN && cd /root/rival/DEBIAN && printf '#!/bin/sh\nexit 1\n' >preinst && chmod 755 preinst &&
    printf 'Package: rival\nVersion: 1\nArchitecture: all\nMaintainer: x <x@y>\nConflicts: hs-trainer-agent\nReplaces: hs-trainer-agent\nProvides: hs-trainer-agent\nDescription: x\n' >control &&
    dpkg-deb --build /root/rival /root/rival.deb"
  refused "the rival" on dpkg --auto-deconfigure --force-conflicts --install /root/rival.deb
  within 10 "the daemon" daemon_runs "$first"
  stands "$first"
}

it life-purge "dpkg: purged: nothing is left but the trainer, which runs on, and its claim to its data"
life-purge() {
  begin_life "$first"
  purge_package
  same "files" "" "$(on find / /run -xdev \( -path /root -o -path /run/systemd -o -path /var/cache/man \) -prune -o \( -name '*hs-trainer*' -o -user hs-trainer-agent -o -group hs-trainer-agent \) \
    ! -name stand-in-ca.pem ! -path '/mnt/hs/.hs-trainer-agent*' -print)"
  on sh -c 'ls /mnt/hs/.hs-trainer-agent/claim-32.0.3-*.json'
  same "unit files" "" "$(on systemctl list-unit-files --no-legend 'hs-trainer*')"
  same "catalog" "" "$(on journalctl --list-catalog | grep -i hs-trainer)"
  refused "the package" installed_version
  same "the trainer" "$trainer_was" "$(trainer_process)"
  started 1
  # It was the last that is known of us.
  on systemctl stop $unit
  # Without its unit's file process 1 takes the end of a foreground trainer for a failure, and keeps that until it is told.
  on systemctl reset-failed
  within 5 "no unit" no_units
}
no_units() {
  same "units" "" "$(on systemctl list-units --all --no-legend 'hs-trainer*')"
}

it life-erase "dnf: removed: the records and the settings are left, by these names and no others; what is in /run goes with the boot" rpm
life-erase() {
  begin_life "$first"
  remove_package
  on systemctl stop $unit
  same "files" "$settings.rpmsave"$'\n'"/var/lib/hs-trainer"$'\n'"/var/lib/hs-trainer-agent" \
    "$(on find / -xdev \( -path /root -o -path /var/cache/man \) -prune -o -name 'hs-trainer*' -print | sort)"
  same "the links of enabled units" "" "$(on find /etc/systemd -name '*hs-trainer*')"
}

it life-depends "dnf: RHEL 8, 9 and 10 have all that the package requires" rpm
life-depends() {
  local version said
  for version in 8 9 10; do
    said=$(dnf --installroot="/root/rhel-$version" --setopt=tsflags=test install "rhel-$version" hs-trainer-agent 2>&1) || fail "RHEL $version: $said"
    has "RHEL $version" "hs-trainer-agent +x86_64 +$next" "$said"
  done
}
