namespace HsTrainerAgent.Cli.Papers;

/// <summary>Completion for fish.</summary>
internal static class FishCompletion
{
    public const string Script = """
        # Completion of hs-trainer-agent for fish: the program itself says how a line may go on.

        function __hs_trainer_agent_candidates
            set -l before (commandline -opc)
            set -l word (commandline -ct)
            # The words before are without their quotes, the last one is as it was typed.
            set -l quoted \'(string replace -a -- \' \'\\\'\' $before[2..-1])\'
            set -l line (string join ' ' -- hs-trainer-agent $quoted "$word")
            for answer in ($before[1] '[suggest]' $line 2>/dev/null)
                switch $answer
                    case '<file>' '<folder>'
                        # Behind --name= fish expects the whole word.
                        set -l assigned (string match -r -- '^--[^=]*=' $word)
                        set -l path (string replace -r -- '^--[^=]*=' '' $word)
                        if test $answer = '<file>'
                            string replace -r -- '^' "$assigned" (__fish_complete_path $path)
                        else
                            string replace -r -- '^' "$assigned" (__fish_complete_directories $path '')
                        end
                    case '*'
                        echo $answer
                end
            end
        end

        complete -c hs-trainer-agent -f -k -a '(__hs_trainer_agent_candidates)'

        """;
}
