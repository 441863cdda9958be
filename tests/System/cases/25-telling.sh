it finding "drift made and cured: one event each, with its fields, and status shows it in between" any
finding() {
  apply_first
  on chown root:root /mnt/hs/trainer_media
  within 10 "the event" logged . HS_EVENT=opened HS_CODE=storage.media-owner
  has "fields" '^3 32\.0\.3 /mnt/hs/trainer_media 1000:1000 0:0 chown 1000:1000 /mnt/hs/trainer_media$' \
    "$(journal -o json HS_EVENT=opened HS_CODE=storage.media-owner | jq -r '"\(.PRIORITY) \(.HS_TRAINER) \(.HS_SUBJECT) \(.HS_DESIRED) \(.HS_OBSERVED) \(.HS_FIX)"')"
  within 5 "status" found storage.media-owner
  on chown 1000:1000 /mnt/hs/trainer_media
  within 10 "the cure" logged . HS_EVENT=cleared HS_CODE=storage.media-owner
  within 5 "in sync" check_is storage in-sync
}

it long-entry "an event that fits into no datagram reaches the journal whole"
long-entry() {
  configure '.application.tls.environment = { "STAND_IN": ("a" * 70000) }'
  start_agent
  within 10 "the event" logged . --all HS_EVENT=opened HS_CODE=storage.env-tls
  local entry=$served/entry
  journal --all -o json HS_EVENT=opened HS_CODE=storage.env-tls >"$entry"
  same "the value in HS_FIX" 70000 "$(jq -rj .HS_FIX "$entry" | grep -o 'a\{1000,\}' | head -n 1 | tr -d '\n' | wc -c)"
  same "the field after it" $bundle/.env "$(jq -r .HS_SUBJECT "$entry")"
}

it catalog "journalctl -x explains the agent's events" any
catalog() {
  apply_first
  local event
  for event in $(journal -o json -t hs-trainer-agent | jq -r 'select(.HS_EVENT) | .MESSAGE_ID' | sort -u); do
    has "explanation of $event" '^Subject: .' "$(on journalctl --dump-catalog "$event")"
  done
  logged '^(--|░░) Subject: .' -x -o short HS_EVENT=applied
}

it status-line "systemctl status shows in one line what status --output json calls the state"
status-line() {
  apply_first
  within 10 "the same state" same_state
}
same_state() {
  # In a container that shares this machine's network with the application.
  has "STATUS" 'warning.*host\.with-application https://localhost' "$(show StatusText $agent)"
  same "STATUS" "$(report .state)" "$(show StatusText $agent)"
}

it status-stopped "status says that the daemon is not running, and exits with 3"
status-stopped() {
  apply_first
  on systemctl stop $agent
  local said status=0
  said=$(on hs-trainer-agent status 2>&1) || status=$?
  same "exit code" 3 "$status"
  has "what it says" 'daemon is not running' "$said"
}
