# The package's life beside a trainer that runs; the same with dpkg and dnf.
begin_life() { # VERSION: the package is new on the machine, and the daemon has started a trainer that stays
  bare
  behave foreground
  install_package "$1"
  configure '.apply.foregroundAfter = "1s"'
  within 10 "the first apply" applied 1
  within 5 "in sync" in_sync
  trainer_was=$(trainer_process) settings_were=$(settings_now $settings) daemon_was=$(show MainPID $agent)
}

trainer_process() {
  on systemctl show --property=MainPID,InvocationID,ActiveEnterTimestampMonotonic,NRestarts $unit
  on pgrep -f 'sleep 777[7]'
}

settings_now() { # PATH
  on stat -c '%U:%G %a' "$1"
  on cat "$1"
}

in_sync() {
  same "the trainer's state" in-sync "$(report '.trainers[].state')"
}

untouched() { # the trainer is the same process of the same run; nobody has started another
  same "the trainer" "$trainer_was" "$(trainer_process)"
  applied 1
}

settings_kept() { # as the operator has left them, and nothing beside them
  same "the settings" "$settings_were" "$(settings_now $settings)"
  same "beside the settings" $settings "$(on sh -c "ls -d $settings*")"
}

daemon_runs() { # VERSION: a new process, of the program that is installed
  local pid
  pid=$(show MainPID $agent)
  same "the daemon" active "$(show ActiveState $agent)"
  [ "$pid" != "$daemon_was" ] || fail "the daemon is the old process"
  on cmp "/proc/$pid/exe" /usr/bin/hs-trainer-agent
  has "the version" "^hs-trainer-agent $1 " "$(on hs-trainer-agent --version) "
  same "the package" "installed $1" "$(installed_version)"
  same "started in vain" 0 "$(show NRestarts $agent)"
  in_sync
}

stands() { # VERSION: after what was done to the package, all is as it should be: nothing but the daemon is new
  within 10 "the daemon of $1" daemon_runs "$1"
  sleep 2
  untouched
  settings_kept
  units_are enabled active
  # The records of the other version are read: nothing is planned, nothing was told of an apply.
  hasnt "events" '^apply' "$(journal -o json -t hs-trainer-agent HS_EVENT=apply-started HS_EVENT=apply-held HS_EVENT=apply-failed _PID="$(show MainPID $agent)" | jq -r .HS_EVENT)"
  same "what the journal has to say of errors" "" "$(journal -p err -o cat -t hs-trainer-agent --grep 'exception|unreadable|cannot read|invalid')"
}

units_are() { # ENABLED ACTIVE: the daemon and its broker's socket
  same "enabled" "$1 $1" "$(on systemctl is-enabled $agent hs-trainer-agent-broker.socket 2>&1 | xargs)"
  same "active" "$2 $2" "$(show ActiveState $agent) $(show ActiveState hs-trainer-agent-broker.socket)"
}

it life-install "installed for the first time: enabled, running, and waiting politely for settings" any
life-install() {
  bare
  install_package "$first"
  units_are enabled active
  same "the package" "installed $first" "$(installed_version)"
  local pid
  pid=$(show MainPID $agent)
  within 5 "the status line" says_not_configured
  same "the settings" "root:hs-trainer-agent 640" "$(on stat -c '%U:%G %a' $settings)"
  same "the records" "root:hs-trainer-agent 2755" "$(on stat -c '%U:%G %a' /var/lib/hs-trainer)"
  local verb said
  for verb in check apply "apply --dry-run" "settings check"; do
    # shellcheck disable=SC2086
    exits 3 on hs-trainer-agent $verb
    has "what $verb says" "^$settings: nothing is filled in yet; fill in application\.url, application\.token and trainers\[0\]\.bundle" "$said"
  done
  exits 3 on hs-trainer-agent status
  has "what status says" "not configured" "$said"
  sleep 5
  same "the same process" "$pid 0" "$(show MainPID $agent) $(show NRestarts $agent)"
  same "errors of the agent" "" "$(journal -o cat -p err -t hs-trainer-agent)"
  same "events that it waits" 1 "$(events settings-missing)"
  same "complaints of process 1" "" "$(journal -o cat -p warning _PID=1)"
  same "altered files" "" "$(altered_files)"
  modes_are_right
  stays 0
}
modes_are_right() {
  local listed
  listed=$(package_files)
  has "the preset" '^enable hs-trainer-agent' "$(on cat /usr/lib/systemd/system-preset/80-hs-trainer-agent.preset)"
  same "not of root alone, or writable for others" $settings \
    "$(on sh -c "echo '$listed' | while read -r f; do find \"\$f\" -maxdepth 0 ! -type l \( ! -user root -o ! -group root -o -perm /022 \); done")"
  same "modes of files" "640 644 755" "$(on sh -c "echo '$listed' | while read -r f; do find \"\$f\" -maxdepth 0 -type f -printf '%m\n'; done" | sort -u | xargs)"
}

it life-configure "the settings that the package brings, filled in with an editor: the first apply" any
life-configure() {
  bare
  behave detached
  install_package "$first"
  save /etc/stand-in-ca.pem <"$served/ca.pem"
  on sed -i -e "s|\"url\": *\"\"|\"url\": \"$(cat "$served/url")\", \"tls\": { \"caFile\": \"/etc/stand-in-ca.pem\" }|" \
    -e "s|\"token\": *\"\"|\"token\": \"$first_token\"|" -e "s|\"bundle\": *\"\"|\"bundle\": \"$bundle\"|" $settings
  exits 0 on hs-trainer-agent settings check
  within 20 "the first apply" applied 1
  same "arguments" "run.sh trainer $(cat "$served/url") $first_token" "$(runs)"
  stays 1
}

it life-upgrade "upgraded: a new daemon, and nothing else" any
life-upgrade() {
  begin_life "$first"
  upgrade_package "$next"
  stands "$next"
}

it life-downgrade "downgraded, and reinstalled: a new daemon, and nothing else" any
life-downgrade() {
  begin_life "$next"
  downgrade_package "$first"
  stands "$first"
  daemon_was=$(show MainPID $agent)
  reinstall_package "$first"
  stands "$first"
}

it life-stopped "upgraded while the daemon is stopped: it stays stopped, and knows the trainer when it is started" any
life-stopped() {
  begin_life "$first"
  on systemctl stop $agent
  upgrade_package "$next"
  same "the daemon" "inactive enabled" "$(show ActiveState $agent) $(on systemctl is-enabled $agent)"
  untouched
  start_agent
  stands "$next"
}

it life-disabled "upgraded while it is disabled: it stays so" any
life-disabled() {
  begin_life "$first"
  on systemctl disable --quiet $agent
  upgrade_package "$next"
  within 10 "the daemon, which ran" daemon_runs "$next"
  units_are disabled active
  untouched
  on systemctl stop $agent hs-trainer-agent-broker.socket
  downgrade_package "$first"
  units_are disabled inactive
  untouched
}

it life-masked "upgraded while an operator has masked it, and stopped the socket: it stays so" any
life-masked() {
  begin_life "$first"
  on systemctl mask --quiet --now $agent
  on systemctl stop hs-trainer-agent-broker.socket
  upgrade_package "$next"
  same "the socket" inactive "$(show ActiveState hs-trainer-agent-broker.socket)"
  same "the daemon" "inactive masked" "$(show ActiveState $agent) $(on systemctl is-enabled $agent)"
  untouched
  on systemctl unmask --quiet $agent
  start_agent
  stands "$next"
}

it life-starting "upgraded while the daemon is starting: the new one runs" any
life-starting() {
  begin_life "$first"
  on sh -c "mkdir -p /run/systemd/system/$agent.d && printf '[Service]\nExecStartPre=/bin/sleep 3\n' >/run/systemd/system/$agent.d/slow.conf && systemctl daemon-reload && systemctl restart --no-block $agent"
  within 3 "the start" shows ActiveState activating $agent
  upgrade_package "$next"
  on sh -c "rm -r /run/systemd/system/$agent.d && systemctl daemon-reload"
  stands "$next"
}

it life-owner "an operator's own owner and mode of the settings stay through an upgrade" any
life-owner() {
  begin_life "$first"
  on sh -c "chown root:adm $settings && chmod 600 $settings"
  settings_were=$(settings_now $settings)
  upgrade_package "$next"
  stands "$next"
  "$here/bed" reboot "$machine"
  settings_kept
}

it life-in-run "upgraded in the middle of run.sh: the run goes on, one run, one record" any
life-in-run() {
  bare
  install_package "$first"
  begin_run
  daemon_was=$(show MainPID $agent)
  upgrade_package "$next"
  sleep 1
  started 1
  end_run
  within 15 "the run's end" ended_well
  same "records" 1 "$(on sh -c 'ls /var/lib/hs-trainer/*.json' | wc -l)"
  within 10 "the daemon" daemon_runs "$next"
  stays 1
}

it life-unconfigured "upgraded before it has settings: it waits on, and the file is the package's" any
life-unconfigured() {
  bare
  install_package "$first"
  daemon_was=$(show MainPID $agent)
  upgrade_package "$next"
  units_are enabled active
  [ "$(show MainPID $agent)" != "$daemon_was" ] || fail "the daemon is the old process"
  within 5 "the status line" says_not_configured
  same "altered files" "" "$(altered_files)"
}

it life-remove "removed: daemon and broker are gone, the trainer runs on; installed again, it is known" any
life-remove() {
  begin_life "$first"
  remove_package
  same "the daemon and the socket" "inactive inactive" "$(show ActiveState $agent) $(show ActiveState hs-trainer-agent-broker.socket)"
  refused "the socket" on test -e $broker
  refused "the program" on test -e /usr/bin/hs-trainer-agent
  same "unit files" "" "$(on systemctl list-unit-files --no-legend 'hs-trainer*' | grep -v masked)"
  untouched
  same "the settings" "$settings_were" "$(settings_now "$(kept_settings)")"
  install_package "$next"
  [ "$(kept_settings)" = $settings ] || on mv "$(kept_settings)" $settings
  stands "$next"
}

it life-preset "a preset that disables it is honoured on the first install, and kept by an upgrade" any
life-preset() {
  bare
  on mkdir -p /etc/systemd/system-preset
  on sh -c "echo 'disable hs-trainer-agent*' >/etc/systemd/system-preset/00-site.preset"
  install_package "$first"
  units_are disabled inactive
  upgrade_package "$next"
  units_are disabled inactive
}

it life-image "installed where no systemd runs, as into an image: enabled, and running after the boot" any
life-image() {
  bare
  (
    on() { "$here/bed" exec "$machine" unshare --mount sh -c 'mount -t tmpfs tmpfs /run && exec "$@"' x "$@"; }
    install_package "$first"
  )
  same "the daemon" inactive "$(show ActiveState $agent)"
  "$here/bed" reboot "$machine"
  within 10 "the daemon" units_are enabled active
  within 5 "the status line" says_not_configured
  same "the records" "root:hs-trainer-agent 2755" "$(on stat -c '%U:%G %a' /var/lib/hs-trainer)"
}
