namespace HsTrainerAgent.Checks.Api;

/// <summary>Reads an answer into memory, no further than the bound, and says how its body ended.</summary>
internal static class AnswerReader
{
    private const string BackendHeader = "X-Extract-Backend-Server";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = new byte[ProbeLimits.BodyBytes + 1];
        var (length, end) = await FillAsync(response.Content, body, cancellation).ConfigureAwait(false);
        return new Answer(
            (int)response.StatusCode, response.ReasonPhrase, Header(response, "Location"), Header(response, BackendHeader),
            response.Content.Headers.ContentType?.MediaType, body[..Math.Min(length, ProbeLimits.BodyBytes)], length > ProbeLimits.BodyBytes ? BodyEnd.TooLong : end);
    }

    private static async Task<(int Length, BodyEnd End)> FillAsync(HttpContent content, byte[] body, CancellationToken cancellation)
    {
        var length = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (length < body.Length && await stream.ReadAsync(body.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
                length += read;
            return (length, BodyEnd.Complete);
        }
        catch (OperationCanceledException)
        {
            return (length, BodyEnd.Late);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return (length, BodyEnd.Broken);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
