# What becomes of a folder of the machine when its disk fails it. Linux has dm-flakey for this; where the kernel has no device mapper, a folder is laid over itself by FUSE
# (faulty.c), with its content, owners, locks and times, and told which operations fail. It reaches processes that run and units that start later, also with their own mounts.
#   disk_full FOLDER [BYTES]     nothing more can be written (ENOSPC), or after so many bytes; files can still be made, emptied, renamed and removed, as on a full disk
#   disk_readonly FOLDER         EROFS for whatever changes something
#   disk_errors FOLDER [WHAT]    EIO for read,write,fsync,rename, or of these, create,mkdir,unlink,open,openwrite,truncate,change,readdir,stat, what is named
#   disk_heal [FOLDER]           it, or all are well again; what is in them is what came of it
#   disk_lie FOLDER…             lays them over themselves, well: without it done by the first fault, which files that are open then do not see
# Of /etc only what is the agent's is touched. A folder stays laid over itself until the machine boots again; that ends every fault too. FUSE tells inotify nothing of what
# is changed below, as this host does by $root; what is changed in the machine (on …) is told.

disk_lie() { # FOLDER…
  local folder
  "${BASH_SOURCE[0]%/*}/build" "$HS_TRAINER_BED/faults" faulty
  install -D -m 755 "$HS_TRAINER_BED/faults/faulty" "$root/usr/local/lib/hs-faults/faulty"
  for folder; do
    on sh -c '
      grep -q " $1 .* - fuse[^ ]* faulty " /proc/self/mountinfo && exit
      [ -e /dev/fuse ] || mknod -m 600 /dev/fuse c 10 229
      /usr/local/lib/hs-faults/faulty "$1" "$2" </dev/null >/dev/null 2>&1
      grep -q " $1 .* - fuse[^ ]* faulty " /proc/self/mountinfo' x "$folder" "$(disk_order "$folder")" || fail "$folder cannot be laid over itself"
  done
}

disk_order() { # FOLDER: the file that says what fails, as the machine sees it
  echo "/usr/local/lib/hs-faults/order${1//\//-}"
}

disk_fails() { # FOLDER ERROR OPERATIONS [BYTES]
  local order pattern='*'
  [ "$1" != /etc ] || pattern='@(hs-trainer-agent*|.hs-trainer-agent*|stand-in-ca.pem*)'
  disk_lie "$1"
  order=$root$(disk_order "$1")
  echo "$2 $3 $pattern ${4:-0}" >"$order.new"
  mv "$order.new" "$order"
}

disk_full() { # FOLDER [BYTES]
  disk_fails "$1" 28 write,mkdir "${2:-0}"
}

disk_readonly() { # FOLDER: as a file system that the kernel has stopped writing to; where a file is open for writing that shows in its errors alone, not in its mount
  disk_fails "$1" 30 create,mkdir,unlink,rename,openwrite,truncate,write,change
  # The file system, and not its mount alone: that would stay so for units that started meanwhile.
  [ "$1" = /etc ] || on sh -c 'export LIBMOUNT_FORCE_MOUNT2=always; mount -i -o remount,ro "$1" && mount -i -o remount,bind,rw "$1"' x "$1" 2>/dev/null || true
}

disk_errors() { # FOLDER [WHAT]
  disk_fails "$1" 5 "${2:-read,write,fsync,rename}"
}

disk_heal() { # [FOLDER]
  local folder=${1-}
  rm -f "$root/usr/local/lib/hs-faults/order${folder//\//-}"*
  # None is mounted in a machine that is down.
  on sh -c 'sed -n "s/^\([^ ]* \)\{4\}\([^ ]*\) .* - fuse[^ ]* faulty ro.*/\2/p" /proc/self/mountinfo | grep -x -- "${1:-.*}" |
    LIBMOUNT_FORCE_MOUNT2=always xargs -r -n 1 mount -i -o remount,rw' x "$folder" || true
}
