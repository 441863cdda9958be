# What an operator reads and types.
in_terminal() { # COMMAND: in a shell as after a login, on a terminal; what it shows, without the bold and the underlined
  on env TERM=xterm PAGER=cat MANPAGER=cat script --quiet --return --command "$1" /dev/null | tr -d '\r' | sed 's/\x1b\[[0-9;?]*[a-zA-Z]//g'
}

it man "man shows the pages of the program and of its settings" any
man() {
  local page
  page=$(in_terminal 'man hs-trainer-agent')
  has "NAME" '^ +hs-trainer-agent - .' "$page"
  has "the verbs" '^ +(hs-trainer-agent )?check\b' "$page"
  has "EXIT STATUS" '^EXIT STATUS' "$page"
  page=$(in_terminal 'man hs-trainer-agent.json')
  has "NAME" '^ +hs-trainer-agent\.json - .' "$page"
  has "a key" 'application\.token\b' "$page"
  has "the file's name" "$settings" "$page"
  same "complaints of the formatter" "" "$(on sh -c 'for page in hs-trainer-agent hs-trainer-agent.json; do man --warnings $page 2>&1 >/dev/null; done')"
  same "found by its name" "hs-trainer-agent.json (5)" "$(on man --whatis hs-trainer-agent.json | sed 's/ *- .*//')"
}

it completion "Tab in a login shell completes verbs, checks, finding codes and trainers" any
completion() {
  configure
  completes 'hs-trainer-agent settings ch' "$settings"
  completes 'hs-trainer-agent explain storage.media-ow' 'storage\.media-owner'
  completes 'hs-trainer-agent check stor' 'storage'
  completes 'hs-trainer-agent layout --version 32.0.3 --outp' '.' ''
  completes "hs-trainer-agent apply --dry-run ${trainer:0:3}" "^.*$trainer"
}
completes() { # TYPED PATTERN: Tab and Enter after it, and what the command then shows
  has "what '$1' and Tab lead to" "$2" "$(printf '%s\t\nexit\n' "$1" | in_terminal 'bash --login -i')"
}

it tls "check, and the daemon, over HTTPS: in sync with the settings' authority; without it untrusted" any
tls() {
  configure
  exits 0 on hs-trainer-agent check api
  start_agent
  within 5 "the daemon's word" check_is api in-sync
  change 'del(.application.tls.caFile)'
  exits 2 on hs-trainer-agent check api
  has "what it says" 'api\.tls-untrusted' "$said"
  within 10 "the daemon's finding" found api.tls-untrusted
}

it libssl "without libssl check says so and exits with 3, and the daemon stays up" any
libssl() {
  configure
  # shellcheck disable=SC2016
  local move='for f in $1/libssl.so*; do mv "$f" "$2"; done'
  on mkdir -p /usr/lib/away
  trap 'on sh -c "$move" x /usr/lib/away /usr/lib/x86_64-linux-gnu' EXIT
  on sh -c "$move" x /usr/lib/x86_64-linux-gnu /usr/lib/away
  exits 3 on hs-trainer-agent check api
  has "what it says" 'libssl' "$said"
  start_agent
  within 10 "the daemon's word" check_is api unknown
  has "the reason" 'libssl' "$(report '.checks[] | select(.name == "api").reason')"
  same "started in vain" 0 "$(show NRestarts $agent)"
  stays 0
}
