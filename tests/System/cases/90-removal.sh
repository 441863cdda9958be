it removed "the deb removed: agent and socket are gone, the trainer runs on; purged: its state too"
removed() {
  behave foreground
  configure
  change '.apply.foregroundAfter = "1s"'
  start_agent
  within 10 "applied" applied 1
  on dpkg --remove hs-trainer-agent
  same "daemon" inactive "$(show ActiveState $agent)"
  refused "the socket" on test -e $broker
  same "the trainer" 1 "$(on pgrep -f -c 'sleep 777[7]')"
  on test -e $record
  on dpkg --purge hs-trainer-agent
  refused "the records" on test -e /var/lib/hs-trainer
  same "what is left of units" "" "$(on sh -c 'find /etc/systemd /usr/lib/systemd -name "*hs-trainer*"')"
  on pkill -f 'sleep 777[7]'
  on dpkg -i /root/hs-trainer-agent.deb
  same "installed again" active "$(show ActiveState $agent)"
  on dpkg --remove hs-trainer-agent
  on dpkg -i /root/hs-trainer-agent.deb
  same "removed, not purged, and installed again" "active active" "$(show ActiveState $agent) $(show ActiveState hs-trainer-agent-broker.socket)"
}
