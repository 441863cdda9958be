# What must hold, and the search for tokens and traces of faults that a history may have left.
invariants() {
  cat <<'TEXT'
1  Never two run.sh of one trainer alive, nor one beside what an earlier run has left.
2  The applied record is absent from before run.sh starts until it has succeeded; whenever it is there, it names a run that ended with exit code 0 or, as a
   foreground trainer, still ran after apply.foregroundAfter. In the end it names the last run and its unit's InvocationID.
3  When all is calm, the last run had the URL, token, revision and TLS files that stand on the disk, within 40 s; its unit is active, what it left alive lives,
   apply --dry-run says in sync, status too, and no finding is open.
4  A run is started for other settings than the last one's, after a failed run (not before 26 s without a change or an operator), after a boot, or because
   somebody asked for it; never else: a kill of the daemon or the broker, a bus, a journal, a reload, an upgrade give none. None is started in a pause, but by hand or by force.
   Where apply.guard stood in the settings long enough to be in force, its last word before the start was a yes, after the run before and no more than 12 s old; where
   apply.windows stood closed as long, none replaces a trainer that runs: not so after a boot, a failed or a stopped run; each but by hand or by force.
5  Every run was given a URL and a token that stood together, whole and valid, on the disk while its start-trainer read them; not before they had settled,
   unless the daemon was started or somebody asked; always three arguments.
6  No token of any version, plain or in base64, in any field of the journal, a file below /var/lib, /run or /etc but the settings and the token file, a
   property of a unit of ours, the arguments or environment of any process but run.sh's own bash, or what a verb of ours printed.
7  In the end the daemon runs, without an unhandled exception, stack trace or core dump in the journal.
8  Five seconds after the daemon's report says in sync, or after it stopped being so, the report is right: the last run had that URL and succeeded.
TEXT
}

violated() { # NUMBER WHAT
  echo "violation $*" >>"$served/verdict"
}

# The tokens' common beginning as base64 has it at each of three places, without the letters at its ends that others take part in.
encoded='a3E3en|txN3p4|rcTd6e'

search() { # WHERE FILE: for the tokens' beginning
  ! grep -aqF kq7zx "$2" || violated 6 "$1: $(grep -aF kq7zx "$2" | tr '\0' ' ' | cut -c 1-300 | head -n 3)"
  ! grep -aqE "$encoded" "$2" || violated 6 "$1, in base64: $(grep -aE "$encoded" "$2" | tr '\0' ' ' | cut -c 1-300 | head -n 3)"
}

leaks() {
  on sh -c "
    journalctl -q -o export --all
    echo ====files
    grep -rlaF -f /opt/hs/chaos/mark /var/lib /run /etc --exclude-dir=journal 2>/dev/null | grep -vxE '$settings(\.new)?|$token_file(\.new)?'
    echo ====properties
    systemctl show 'hs-trainer*'" >"$served/everything" 2>/dev/null
  sed '/^====files$/,$d' "$served/everything" >"$served/journal"
  sed '1,/^====files$/d;/^====properties$/,$d' "$served/everything" >"$served/files"
  sed '1,/^====properties$/d' "$served/everything" >"$served/properties"
  search "the journal" "$served/journal"
  search "a unit's properties" "$served/properties"
  [ ! -s "$served/files" ] || violated 6 "files: $(cat "$served/files")"
  local said
  for said in "$own_folder"/said.*; do [ ! -e "$said" ] || search "what a verb said" "$said"; done
  [ -s "$served/journal" ] && grep -aq '_CMDLINE=.*start-trainer' "$served/journal" || violated 6 "the journal has no line of start-trainer, so that the search shows nothing"
  local trace
  trace=$(grep -aE 'Unhandled exception|^MESSAGE=   at [A-Z]|code=dumped|dumped core|Stack overflow|Process terminated' "$served/journal" | head -n 5)
  [ -z "$trace" ] || violated 7 "the journal: $trace"
}

judge() {
  awk -v "CONVERGED=$([ "$took" = - ] && echo 0 || echo 1)" -v "SETTLE=$((settle * 100))" -v "FOREGROUND=$([ "$foreground_after" = null ] && echo 999999 || echo $((${foreground_after//[^0-9]/} * 100)))" \
    -f "$here/chaos/judge.awk" "$served/log" "$own_folder/runs" "$own_folder/seen" >>"$served/verdict"
}
