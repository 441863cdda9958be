repair_unit=hs-trainer-agent-repair@$trainer.service
media=/mnt/hs/trainer_media

drift() { # what the article has three steps for
  on sh -c "chown 0:0 $media && printf 'DB_HOST=db01\n' >$bundle/.env"
}
healed() {
  same "owner" 1000:1000 "$(on stat -c %u:%g $media)"
  same ".env" 0 "$(on stat -c %s $bundle/.env)"
}
heal() { # for the cases that follow
  on sh -c "mkdir -p $media && chown 1000:1000 $media && : >$bundle/.env && rm -f $bundle/.env.bak"
}
repairs() { # N: steps that were taken at the media folder's owner
  same "repairs" "$1" "$(journal -o json HS_EVENT=repaired HS_CODE=storage.media-owner | wc -l)"
}

it repair-by-hand "repair by hand: the dry run is a script, the repair does the same and tells the journal" any
repair-by-hand() {
  heal
  configure
  drift
  local script
  script=$(on hs-trainer-agent repair --dry-run)
  has "the script" "^chown 1000:1000 $media$" "$script"
  same "owner after the dry run" 0:0 "$(on stat -c %u:%g $media)"
  on hs-trainer-agent repair
  healed
  has "fields" "^5 $trainer $media 1000:1000 0:0 chown 1000:1000 $media\$" \
    "$(journal -o json HS_EVENT=repaired HS_CODE=storage.media-owner | jq -r '"\(.PRIORITY) \(.HS_TRAINER) \(.HS_SUBJECT) \(.HS_DESIRED) \(.HS_OBSERVED) \(.HS_FIX)"')"
  on rmdir $media
  printf 'DB_HOST=db01\n' >"$root$bundle/.env"
  on hs-trainer-agent repair --dry-run | on bash -e
  healed
  exits 0 on hs-trainer-agent repair
  same "what it says" "# $trainer: as the article has it" "$said"
  heal
}

it repair-report "with repair.mode report nothing is repaired, and the broker refuses to" any
repair-report() {
  heal
  apply_first
  drift
  within 10 "the finding" found storage.media-owner
  has "answer" '^refused repair\.mode .* is not "auto"' "$(ask "repair $trainer" "${agent_user[@]}")"
  sleep 15
  same "owner" 0:0 "$(on stat -c %u:%g $media)"
  heal
}

it repair-auto "with repair.mode auto what drifts is repaired by its unit, and the finding clears" any
repair-auto() {
  heal
  apply_first '.repair.mode = "auto"'
  drift
  within 30 "the owner" repairs 1
  within 5 "both" healed
  within 5 "the cure" logged . HS_EVENT=cleared HS_CODE=storage.media-owner
  same "who did it" $repair_unit "$(journal -o json HS_EVENT=repaired HS_CODE=storage.media-owner | jq -r ._SYSTEMD_UNIT)"
  has "the copy" DB_HOST "$(on cat $bundle/.env.bak)"
  on rmdir $media
  within 30 "the folder" healed
  stays 1
  hasnt "the token" $first_token "$(journal -o export -u $repair_unit)"
  heal
}

it repair-refused "where others could lead it elsewhere nothing is touched, and that is told once" any
repair-refused() {
  heal
  apply_first '.repair.mode = "auto"'
  on sh -c "chown 0:0 $media; chown 1000 /mnt/hs"
  within 30 "the refusal" told repair-failed 1
  has "why" '/mnt/hs belongs to user 1000' "$(journal -o cat -t hs-trainer-agent HS_EVENT=repair-failed)"
  sleep 15
  same "owner" 0:0 "$(on stat -c %u:%g $media)"
  on chown 0 /mnt/hs
  heal
}

it repair-undone "what is undone three times is repaired no more, which status says; by hand it goes on" any
repair-undone() {
  heal
  apply_first '.repair.mode = "auto"'
  on systemd-run --quiet --unit=undoes sh -c "while sleep 1; do chown 0:0 $media; done"
  within 100 "the stop" found trainer.repair-undone
  repairs 3
  has "STATUS" 'trainer\.repair-undone' "$(show StatusText $agent)"
  sleep 20
  repairs 3
  on systemctl stop undoes.service
  on hs-trainer-agent repair
  within 40 "in sync" check_is storage in-sync
  within 40 "the end of the stop" eval "! report '.checks[].findings[].code' | grep -qx trainer.repair-undone"
  heal
}
