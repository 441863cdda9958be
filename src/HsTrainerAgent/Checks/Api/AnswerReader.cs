namespace HsTrainerAgent.Checks.Api;

/// <summary>Reads an answer into memory, no further than the bound, and says how its body ended.</summary>
internal static class AnswerReader
{
    private const string BackendHeader = "X-Extract-Backend-Server";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var (body, end) = await BodyAsync(response.Content, cancellation).ConfigureAwait(false);
        return new Answer(
            (int)response.StatusCode, response.ReasonPhrase, Header(response, "Location"), Header(response, BackendHeader),
            response.Content.Headers.ContentType?.MediaType, body, end);
    }

    private static async Task<(byte[] Body, BodyEnd End)> BodyAsync(HttpContent content, CancellationToken cancellation)
    {
        // A version answer is small: most looks get by with the first block.
        var body = new byte[2048];
        var length = 0;
        var end = BodyEnd.Complete;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            while (length <= ProbeLimits.BodyBytes && await stream.ReadAsync(body.AsMemory(length), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length == body.Length)
                    Array.Resize(ref body, Math.Min(length * 4, ProbeLimits.BodyBytes + 1));
            }
        }
        catch (OperationCanceledException)
        {
            end = BodyEnd.Late;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            end = BodyEnd.Broken;
        }
        return length > ProbeLimits.BodyBytes ? (body[..ProbeLimits.BodyBytes], BodyEnd.TooLong) : (body[..length], end);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
