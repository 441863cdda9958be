# SELinux enforcing: what is labelled wrong is found, and cured by the command that is printed.

it healthy "a host as the article wants it has no finding"
healthy() {
  configure
  checks 0 selinux storage
  finds_only ''
  same "SELinux" Enforcing "$(getenforce)"
}

it own-labels "what the package installs and the agent writes has the labels that the policy wants for it"
own-labels() {
  apply_first
  same "files to relabel" "" "$(restorecon -nvR /usr/bin/hs-trainer-agent $settings /usr/lib/systemd/system /usr/lib/sysusers.d /usr/lib/tmpfiles.d \
    /var/lib/hs-trainer /var/lib/hs-trainer-agent)"
  same "the program" bin_t "$(type_of /usr/bin/hs-trainer-agent)"
}

it domains "the domains that the agent's parts run in"
domains() {
  begin_run
  local daemon broker trainer script hand
  daemon=$(domain "$(show MainPID $agent)")
  trainer=$(domain "$(show MainPID)")
  script=$(domain "$(pgrep -of 'run.sh trainer')")
  broker=$(domain "$(pgrep -of 'hs-trainer-agent broker')")
  # It joins the run that is under way.
  hs-trainer-agent apply >"$served/by-hand" 2>&1 &
  hand=$(domain $!)
  end_run
  wait $!
  note "daemon $daemon, broker $broker, start-trainer $trainer, run.sh $script, by hand $hand"
  same "domains" "initrc_t initrc_t initrc_t initrc_t unconfined_t" "$daemon $broker $trainer $script $hand"
}

it media-label "a wrong type on the media folder is named, and its cure heals it"
media-label() {
  configure
  chcon -t mnt_t /mnt/hs/trainer_media
  checks 2 selinux
  finds_only selinux.media-label
  finds selinux.media-label /mnt/hs/trainer_media
  cured selinux.media-label
  same "type" container_file_t "$(type_of /mnt/hs/trainer_media)"
  checks 0 selinux
}

it database-label "one file with a wrong type deep in the database folder is named, and the cure heals it"
database-label() {
  configure
  chcon -t var_t /mnt/hs/postgres_trainer32_0/base/1/1259
  checks 2 selinux
  finds_only selinux.database-label
  has "what is wrong" 'base/1/1259 \(var_t\)' "$(jq -r '.checks[].findings[].observed' <<<"$json")"
  cured selinux.database-label
  checks 0 selinux
}

it database-missing "without a database folder the trainer would make one with a wrong type: named, and the cure makes it" slow
database-missing() {
  configure
  rm -r /mnt/hs/postgres_trainer32_0
  checks 2 selinux
  finds_only selinux.database-missing
  cured selinux.database-missing
  checks 0 selinux
}

it moved-in "a file that was moved into the media folder keeps its type: a warning, and the cure heals it"
moved-in() {
  configure
  echo image >/root/moved
  mv /root/moved /mnt/hs/trainer_media/moved
  hasnt "the file's type" container_file_t "$(type_of /mnt/hs/trainer_media/moved)"
  checks 1 selinux
  finds_only selinux.media-content-label
  cured selinux.media-content-label
  checks 0 selinux
}

it categories "categories on a folder, as :Z leaves them, are a warning, and the cure takes them away" slow
categories() {
  configure
  chcon -l s0:c1,c2 /mnt/hs/trainer_media
  checks 1 selinux
  finds_only selinux.categories
  cured selinux.categories
  checks 0 selinux
}

it permissive "permissive is a warning beside what is labelled wrong, and its cure ends it"
permissive() {
  configure
  setenforce 0
  checks 1 selinux
  finds_only selinux.permissive
  chcon -t mnt_t /mnt/hs/trainer_media
  checks 2 selinux
  chcon -t container_file_t /mnt/hs/trainer_media
  checks 1 selinux
  cured selinux.permissive
  same "SELinux" Enforcing "$(getenforce)"
  checks 0 selinux
}

it daemon-sees "the daemon sees a label that changes, and that it was cured, with its schedule"
daemon-sees() {
  apply_first '.schedules.selinux = "2s"'
  within 10 "in sync" check_is selinux in-sync
  chcon -t mnt_t /mnt/hs/trainer_media
  within 10 "the finding" found selinux.media-label
  chcon -t container_file_t /mnt/hs/trainer_media
  within 10 "in sync" check_is selinux in-sync
  has "the journal" 'opened.*cleared' "$(journal -o json HS_CODE=selinux.media-label | jq -rs '[.[].HS_EVENT] | join(" ")')"
}

it clock-unseen "where neither the kernel nor timedated may tell the daemon of the clock, it says so, and where an operator can look" slow
clock-unseen() {
  configure '.apply.mode = "manual"'
  start_agent
  within 20 "the host check's word" clock_said
}
clock_said() { has "the reason" 'whether the clock is synchronised: .*look with: timedatectl' "$(report '.checks[] | select(.name == "host").reason')"; }

it not-persistent "below another HS_PATH a relabel would take the type away: a warning, until the policy has a rule, and then it does not"
not-persistent() {
  local rules=/etc/selinux/default/contexts/files/file_contexts.local folder
  article_folders /app/HS
  echo HS_PATH=/app/HS >$bundle/.env
  configure '.trainers[0].path = "/app/HS"'
  checks 1 selinux
  finds_only selinux.not-persistent selinux.not-persistent
  has "the cure" 'semanage fcontext -a -t container_file_t .*/app/HS/' "$(jq -r '.checks[].findings[0].fix' <<<"$json")"
  # What semanage writes; it is as large as the rest of this machine.
  for folder in trainer_media postgres_trainer32_0; do echo "/app/HS/$folder(/.*)? system_u:object_r:container_file_t:s0"; done >$rules
  checks 0 selinux
  restorecon -RF /app/HS
  same "type after a relabel" container_file_t "$(type_of /app/HS/trainer_media)"
  rm $rules
  restorecon -RF /app/HS
  hasnt "type after a relabel without the rule" container_file_t "$(type_of /app/HS/trainer_media)"
  : >$bundle/.env
}
