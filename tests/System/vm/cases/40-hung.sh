# File systems that stop answering: the daemon goes on, says what hangs, and ends when it is told to.

threads() { # of the daemon
  sed -n 's/^Threads:\s*//p' "/proc/$(show MainPID $agent)/status"
}

most_threads() { # of the daemon, in 20 s: a check that is under way has one or two
  local most=0
  for _ in $(seq 40); do
    most=$(($(threads) > most ? $(threads) : most))
    sleep 0.5
  done
  echo $most
}

threads_stay() { # while each check is due a dozen times; by then each of them hangs that is going to
  local before after
  sleep 30
  before=$(most_threads)
  sleep 60
  after=$(most_threads)
  note "at most $before threads, $after a minute later"
  # The pool's own come and go; a look that piles up at each check would be sixteen.
  [ "$after" -le $((before + 4)) ] || fail "threads grew from $before to $after"
}

seen_at() { # CHECK: when the daemon looked last, in seconds since 1970
  date -d "$(report ".checks[] | select(.name == \"$1\").at")" +%s
}

looks_on() { # CHECK: it has looked within the last 15 seconds
  [ $(($(date +%s) - $(seen_at "$1"))) -le 15 ] || fail "$1 was looked at $(($(date +%s) - $(seen_at "$1"))) s ago"
}

on_nfs() { # a running daemon with the bundle and the CA file on NFS; the bundle it does not touch there, the CA file it has to read
  nfs_mount /srv/nfs
  cp -r $bundle /srv/nfs/
  echo none >/srv/nfs/ca.pem
  configure ".trainers[0].bundle = \"/srv/nfs/${bundle##*/}\" | .application.tls = { \"caFile\": \"/srv/nfs/ca.pem\" } | .apply.mode = \"manual\""
  start_agent
  within 20 "every check's word" every_check
}
every_check() {
  hasnt "checks" '^null$' "$(report '.checks[].at')"
  has "checks" '^6$' "$(report '.checks | length')"
}
not_found() { # CODE
  hasnt "findings" "^$1$" "$(report '.checks[].findings[].code')"
}

responsive() { # the daemon renews its report, and what does not touch the hung file system is looked at on time
  within 20 "the host check" looks_on host
  within 20 "the storage check" looks_on storage
  has "status line" . "$(show StatusText $agent)"
}

it hung-nfs "an NFS server with bundle and CA file falls silent: named with path and time, the rest goes on, threads stay, and it clears" slow
hung-nfs() {
  on_nfs
  server_silent
  within 60 "the finding" found host.not-answering
  same "path" /srv/nfs/ca.pem "$(report '[.checks[].findings[] | select(.code == "host.not-answering").subject] | unique[]')"
  has "since when" 'no answer since 20' "$(report '.checks[].findings[] | select(.code == "host.not-answering").observed')"
  responsive
  threads_stay
  responsive
  server_back
  within 120 "all clear" not_found host.not-answering
}

it hung-stop "an NFS server with bundle and CA file falls silent: it is named, and systemctl stop ends the daemon in its time"
hung-stop() {
  on_nfs
  server_silent
  within 60 "the finding" found host.not-answering
  responsive
  local since=$SECONDS
  systemctl stop $agent
  note "stopped in $((SECONDS - since)) s"
  shows Result success $agent
  server_back
}

it hung-sshfs "an sshfs whose process is stopped, with the CA file on it: named, the rest goes on, and it clears" slow
hung-sshfs() {
  mkdir -p /srv/files /srv/nfs
  echo none >/srv/files/ca.pem
  modprobe fuse
  command sshfs -o allow_other,ssh_command='sh -c /usr/lib/openssh/sftp-server' x:/srv/files /srv/nfs
  configure '.application.tls = { "caFile": "/srv/nfs/ca.pem" } | .apply.mode = "manual"'
  start_agent
  within 20 "every check's word" every_check
  pkill -STOP -x sshfs
  within 60 "the finding" found host.not-answering
  responsive
  threads_stay
  pkill -CONT -x sshfs
  within 60 "all clear" not_found host.not-answering
}

it hung-disk "a local disk that stops answering below HS_PATH: named, the rest goes on, and it clears" slow
hung-disk() {
  modprobe -a loop dm_mod
  truncate -s 64M /var/tmp/disk
  local loop
  loop=$(losetup --find --show /var/tmp/disk)
  dmsetup create hung --table "0 131072 linear $loop 0"
  dmsetup mknodes hung
  mkfs.ext4 -q /dev/mapper/hung
  mount -o noatime /dev/mapper/hung /mnt/hs
  article_folders /mnt/hs
  configure '.apply.mode = "manual"'
  start_agent
  within 20 "in sync" check_is storage in-sync
  # Nothing is left to be written, nor to be answered from memory.
  sync --file-system /mnt/hs
  dmsetup suspend --nolockfs hung
  echo 3 >/proc/sys/vm/drop_caches
  within 60 "the finding" found host.not-answering
  responsive
  dmsetup resume hung
  within 60 "all clear" not_found host.not-answering
}
