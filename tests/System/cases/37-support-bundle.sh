it support-bundle "a support bundle of a host with applied, failed and rotated tokens: all is in it but the tokens"
support-bundle() {
  behave talks 1
  configure '.application.tls.environment = { "CERT_PASSWORD": "hunter2-of-the-key" }'
  start_agent
  within 15 "the first run" applied 1
  change ".application.token = \"$second_token\""
  within 20 "the rerun" applied 2
  behave fails
  change ".application.token = \"$third_token\""
  within 20 "the failure" told apply-failed 1
  # Left by an editor: the one place that still knows the first token.
  on sh -c "echo '{ \"token\": \"$first_token\" }' >$settings~"
  bundled 0 support-bundle /root/bundle.tar.gz
  has "what is inside" '^  journal\.txt +[0-9]{4,} ' "$said"
  has "where it lies" 'Wrote /root/bundle.tar.gz \([0-9]+ bytes, mode 0600\): searched for every secret known here \([0-9]+\)' "$said"
  same "mode and owner" "600 root" "$(on stat -c '%a %U' /root/bundle.tar.gz)"
  on tar xzf /root/bundle.tar.gz -C /root/bundle --strip-components=1
  same "what could not be looked at" "" "$(on grep -rl '^could not look' /root/bundle | grep -vE '/check|/status')"
  in_bundle journal.txt 'using token \*\*\*'
  in_bundle journal.txt 'no space left for the image, with \*\*\*'
  in_bundle journal.json '"HS_EVENT":"apply-failed"'
  in_bundle units.txt '^Id=hs-trainer@32\.0\.3\.service'
  in_bundle units.txt '^ActiveState=failed'
  in_bundle units.txt '^Id=hs-trainer-agent-broker\.socket'
  in_bundle status.txt "$trainer"
  in_bundle check.txt 'trainer\.apply-failed'
  in_bundle settings.json '"token": "\*\*\*"'
  in_bundle settings.json '"CERT_PASSWORD": "\*\*\*"'
  in_bundle trainers.txt '"fingerprint"'
  in_bundle versions.txt '^systemd +systemd [0-9]+'
  in_bundle folders.txt '1000:1000 .*/mnt/hs/trainer_media/'
  in_bundle processes.txt 'Max open files'
  in_bundle mounts.txt ' / rw'
  on sh -c 'cat /root/bundle/*' >"$served/shown"
  without "the bundle" "$served/shown"
  hasnt "the bundle" 'hunter2' "$(tr -d '\0' <"$served/shown")"
  note "$(on stat -c %s /root/bundle.tar.gz) bytes"
  on rm -r /root/bundle /root/bundle.tar.gz "$settings~"
}
bundled() { # STATUS ARGUMENT…: what it says goes to $said
  on mkdir -p /root/bundle
  exits "$1" on hs-trainer-agent "${@:2}"
}
in_bundle() { # PART PATTERN
  has "$1" "$2" "$(on cat "/root/bundle/$1")"
}

it support-bundle-alone "a support bundle without daemon and with settings that are broken"
support-bundle-alone() {
  on rm -rf /root/bundle /root/bundle.tar.gz
  configure
  change 'del(.trainers)'
  bundled 0 support-bundle /root/bundle.tar.gz
  on tar xzf /root/bundle.tar.gz -C /root/bundle --strip-components=1
  in_bundle settings.txt 'error .*trainers'
  in_bundle status.txt 'the daemon .*does not run|it does not run'
  in_bundle units.txt '^Id=hs-trainer-agent\.service'
  on sh -c 'cat /root/bundle/*' >"$served/shown"
  without "the bundle" "$served/shown"
  bundled 2 support-bundle /root/bundle.tar.gz
  has "the reason" 'exists already' "$said"
  bundled 2 support-bundle /proc/bundle.tar.gz
  has "the reason" 'cannot be written' "$said"
  exits 3 as_anybody support-bundle /tmp/bundle.tar.gz
  has "the reason" 'Use sudo' "$said"
  on rm -r /root/bundle /root/bundle.tar.gz
}
as_anybody() { # ARGUMENT…
  on setpriv --reuid=65534 --regid=65534 --clear-groups hs-trainer-agent "$@"
}
