# The settings as the history has them, each way of writing them, and what stood on the disk when: what a run may be started with is judged by that.
# A version has a URL path and a token of its own, so that halves of two show.
extra=/etc/chaos-extra.pem token_file=/etc/chaos.token
# Half a year from now.
far_month=$((($(date +%-m) + 5) % 12 + 1))

model() { # as on the first day
  url=1 token=1 place=inline revision=0 tls=1 before_save="1 1"
  guarded=off windows=none splay=0s
  # What is on the disk: of the settings file its state, URL, place of the token, token and revision; of the token file whether it is whole, and its token.
  disk_file=none disk_url=1 disk_place=inline disk_inline=1 disk_revision=0 disk_whole=0 disk_token=1 disk_tls=1 disk_holds="off none"
}

token_of() { # VERSION: leaves in $secret
  printf -v secret 'kq7zx%02dd88d6s639%02dcd0ad' "$1" $((99 - $1))
}

settings_text() { # leaves in $text the settings file
  token_of "$token"
  local how="\"token\": \"$secret\"" holds=
  [ $guarded = off ] || holds+=', "guard": ["/opt/hs/chaos/guard"], "guardTimeout": "2s"'
  [ "$splay" = 0s ] || holds+=', "splay": "'$splay'"'
  case $windows in
    # None opens within a day, however the clock is set; and one that opens before the last one closes.
    closed) holds+=', "windows": [{ "start": "0 0 0 1 '$far_month' ?", "for": "1m" }]' ;;
    open) holds+=', "windows": [{ "start": "0 * * * * ?", "for": "2m" }]' ;;
  esac
  [ "$place" = inline ] || how="\"tokenFile\": \"$token_file\""
  text='{
  "application": { "url": "'$base/h$url'", '$how', "revision": "r'$revision'",
    "tls": { "caFile": "/etc/stand-in-ca.pem", "files": ["'$extra'"] } },
  "trainers": [ { "bundle": "'$bundle'" } ],
  "apply": { "settle": "'$settle's", "timeout": "'$timeout'", "foregroundAfter": '$foreground_after$holds' },
  "schedules": { "storage": "5s", "selinux": "5s", "api": "2s", "trainer": "2s", "host": "5s" },
  "thresholds": { "memoryGb": 1 }
}
'
}

put() { # PATH TEXT: renamed into place as an editor does
  printf '%s' "$2" >"$root$1.new"
  chmod 640 "$root$1.new"
  chown "0:$group" "$root$1.new"
  mv "$root$1.new" "$root$1"
}

over() { # PATH TEXT: truncated and written; the inode stays
  [ -e "$root$1" ] || put "$1" ""
  printf '%s' "$2" >"$root$1"
}

standing() { # since $since: notes what the disk says from then on, as a reader must understand it
  local valid=0 says=$disk_inline
  [ "$disk_place" = inline ] || says=$disk_token
  if [ $disk_file = whole ] && { [ $disk_place = inline ] || [ $disk_whole = 1 ]; } && [ "$disk_tls" != gone ]; then valid=1; fi
  token_of "$says"
  # Half a token looks like one: where it stands for longer than it takes to settle, nobody can tell.
  if [ $disk_file = whole ] && [ $disk_place = file ] && [ $disk_whole = 0 ] && [ -n "${half-}" ] && [ "$disk_tls" != gone ]; then valid=2 secret=$half; fi
  now
  echo "$since $now disk $valid $base/h$disk_url $secret $disk_revision $disk_tls $disk_holds" >>"$served/log"
}

token_written() { # HOW: the whole token file, by put or over
  token_of "$token"
  now; since=$now
  "$1" $token_file "$secret"$'\n'
  disk_whole=1 disk_token=$token
  standing
}

settings_written() { # HOW: all that the model says, by put or over; a tokenFile first: in between the disk has one half of each
  local since
  [ $place = inline ] || token_written "$1"
  settings_text
  now; since=$now
  "$1" $settings "$text"
  disk_file=whole disk_url=$url disk_place=$place disk_inline=$token disk_revision=$revision disk_holds="$guarded $windows"
  standing
}

half_of_settings() {
  local since
  settings_text
  now; since=$now
  over $settings "${text:0:$((${#text} * 2 / 3))}"
  disk_file=half
  standing
}

half_of_token() {
  local since
  token_of "$token"
  now; since=$now
  local half=${secret:0:16}
  over $token_file "$half"
  disk_whole=0
  standing
}

tls_written() {
  local since
  now; since=$now
  put $extra "$(cat "$served/ca.pem")"$'\n'"# version $tls"$'\n'
  disk_tls=$tls
  standing
}

spoiled() { # HOW: a settings file that no reader must accept
  local since
  settings_text
  case $1 in
    syntax) text=${text/\},/\}} ;;
    key) text=${text/settle/settel} ;;
    type) text=${text/\"1s\"/17} text=${text/\"2s\"/17} ;;
    empty) text= ;;
    blank) text='{ }' ;;
  esac
  now; since=$now
  put $settings "$text"
  disk_file=invalid
  standing
}

write() { # EVENT ARGUMENTS…
  local since
  case $1 in
    save) before_save="$url $token" url=$2 token=$2; settings_written put ;;
    undo) read -r url token <<<"$before_save"; settings_written put ;;
    url) url=$2; settings_written put ;;
    token) token=$2; if [ $place = inline ] || [ $disk_file != whole ]; then settings_written put; else token_written put; fi ;;
    revision) revision=$2; settings_written put ;;
    guard) guarded=$2; settings_written put ;;
    windows) windows=$2; settings_written put ;;
    splay) splay=$2; settings_written put ;;
    same) settings_written put ;;
    half-save) url=$2 token=$2 place=inline; half_of_settings ;;
    half-token) token=$2; if [ $place = inline ] || [ $disk_file != whole ]; then half_of_settings; else half_of_token; fi ;;
    whole) settings_written over ;;
    invalid) spoiled "$2" ;;
    remove) now; since=$now; rm -f "$root$settings"; disk_file=none; standing ;;
    token-file) place=file; settings_written put ;;
    token-inline) place=inline; settings_written put ;;
    tls) tls=$2; tls_written ;;
    tls-gone) now; since=$now; rm -f "$root$extra"; disk_tls=gone; standing ;;
    tls-back) tls_written ;;
  esac
}
