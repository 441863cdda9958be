using Refit;

namespace HsTrainerAgent.Checks.Api;

/// <summary>The one call the agent makes; the answer comes as soon as its headers are there, its body unread.</summary>
internal interface IApplicationApi
{
    [Get("")]
    [Headers("Accept: application/json")]
    Task<HttpResponseMessage> GetAsync([Url] Uri probe, [Authorize("Token")] string token, CancellationToken cancellation);
}
