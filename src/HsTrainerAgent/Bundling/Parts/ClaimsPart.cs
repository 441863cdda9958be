using HsTrainerAgent.Article;
using HsTrainerAgent.Claims;
using HsTrainerAgent.Linux;

namespace HsTrainerAgent.Bundling.Parts;

/// <summary>Which machines claim the trainers' data.</summary>
internal static class ClaimsPart
{
    public static Part Of(Scene scene) => Part.Of("claims.txt", "which machines claim the data of each trainer", part =>
    {
        var walk = HostMounts.Read(scene.Host).Walk;
        foreach (var path in scene.Trainers.Select(trainer => Layout.Normal(trainer.Path)).Distinct())
        {
            part.Heading(path);
            var place = walk.To(path);
            if (place.State == PlaceState.Missing)
                part.Line("is not there");
            else if (place.WhyNotLooked() is { } why)
                part.CouldNotLook(why);
            else
                foreach (var found in ClaimReader.Read(walk, place, part.CouldNotLook))
                    part.Field(Path.GetFileName(found.File), found.Claim.ToString());
        }
        if (scene.Settings is null)
            part.CouldNotLook("without settings that can be used nothing says where the trainers' data lies");
    });
}
