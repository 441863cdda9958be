namespace HsTrainerAgent.Applying;

/// <summary>An applied record is there and cannot be understood: whether the trainer was applied is not known, which is no reason to run run.sh again.</summary>
internal sealed class DamagedRecordException(string path) : IOException(Words(path, Path.GetFileNameWithoutExtension(path)))
{
    private static string Words(string path, string trainer) =>
        $"{path} is damaged, so that it is not known what {trainer} was applied with; if it runs with these settings: hs-trainer-agent adopt {trainer}, else: hs-trainer-agent apply --force {trainer}";
}
