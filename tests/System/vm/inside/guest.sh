# The virtual machine under test, from within: what the containers' functions do from outside, and what it has beyond them.
on() { "$@"; }

prepare_guest() ( # not in a condition: set -e would not be heeded
  set -e
  echo http://127.0.0.1:9 >"$served/url"
  : >"$served/ca.pem"
  without_complaint dpkg --install "$here/hs-trainer-agent_${first}_amd64.deb"
  systemctl is-active $agent
  mkdir -p $bundle
  : >$bundle/.env
  install -m 755 "$here/stand-in/run.sh" $bundle/run.sh
)

eval "container_$(declare -f fresh)"
fresh() { # the containers' fresh, and data folders as the article wants them
  # Behind a boot a case goes on where another has ended.
  if [ "$(cat "$served/reboot" 2>/dev/null)" = "$name" ]; then
    [ "$(cat "$served/boot")" != "$(cat /proc/sys/kernel/random/boot_id)" ] || fail "the machine has not booted again"
    return
  fi
  setenforce 1
  answering
  # Most cases start nothing, and to stop nothing takes seconds here.
  if systemctl --quiet is-active $agent || [ -e /opt/hs/runs ]; then
    container_fresh
  else
    rm -rf $settings /var/lib/hs-trainer-agent/* /run/hs-trainer-agent/*
    date +@%s.%6N >"$served/since"
  fi
  umount --recursive --lazy /mnt/hs /srv/nfs 2>/dev/null || true
  rm -rf --one-file-system /mnt/hs
  article_folders /mnt/hs
}

answering() { # whatever a case has left silent, or to be mounted
  local unit
  [ ! -e /srv/share ] || server_back 2>/dev/null || true
  pkill -CONT -x sshfs || true
  [ ! -e /dev/mapper/hung ] || dmsetup resume hung || true
  for unit in autofs ksmbd; do ! systemctl --quiet is-active $unit || systemctl stop $unit; done
}

article_folders() { # HS_PATH
  mkdir -p "$1/trainer_media" "$1/postgres_trainer32_0/base/1"
  echo 18 >"$1/postgres_trainer32_0/PG_VERSION"
  echo page >"$1/postgres_trainer32_0/base/1/1259"
  chown -R 1000:1000 "$1/trainer_media" "$1/postgres_trainer32_0"
  chcon -t container_file_t "$1/trainer_media"
  chcon -R -t container_file_t "$1/postgres_trainer32_0"
}

eval "container_$(declare -f configure)"
configure() { # [JQ-FILTER]: there is no application here
  container_configure "del(.application.tls) | .apply.preflight = false | ${1:-.}"
}

checks() { # EXIT-CODE [CHECK…]: and leaves in $json what it found
  local status=0
  json=$(hs-trainer-agent check --output json "${@:2}") || status=$?
  [ "$status" = "$1" ] || fail "exit code of check ${*:2}: expected $1, seen $status: $json"
}

finds() { # CODE SUBJECT: in what was checked last
  same "subject of $1" "$2" "$(jq -r --arg code "$1" '.checks[].findings[] | select(.code == $code).subject' <<<"$json")"
}

finds_only() { # CODE…
  same "findings" "$*" "$(jq -r '[.checks[].findings[].code] | join(" ")' <<<"$json")"
}

cured() { # CODE: its cure is run as it is printed, as an operator would who pastes it
  local fix
  fix=$(jq -r --arg code "$1" '.checks[].findings[] | select(.code == $code).fix' <<<"$json")
  [ -n "$fix" ] || fail "no cure for $1: $json"
  bash -ec "$fix"
}

domain() { # PID: the SELinux domain it runs in
  cut -d: -f3 "/proc/$1/attr/current"
}

type_of() { # PATH
  stat --format=%C "$1" | cut -d: -f3
}

eval "container_$(declare -f tell)"
tell() { # VERDICT TITLE [FILE]: with its time, for each second counts here
  container_tell "$1" "$2 ($((SECONDS - since)) s)" "${@:3}"
}

reboots() { # NAME: boots the machine; the cases go on with this one, which must not begin afresh
  cp /proc/sys/kernel/random/boot_id "$served/boot"
  echo "$1" >"$served/reboot"
}
