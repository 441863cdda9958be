using Microsoft.AspNetCore.Http;

namespace HsTrainerAgent.Demo;

/// <summary>How a stand-in application may answer instead of as the real one does.</summary>
internal static class Answers
{
    /// <summary>A status with a body, JSON unless said otherwise.</summary>
    public static RequestDelegate Status(int status, string body = "", string type = "application/json", params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        if (body.Length == 0)
            return;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static RequestDelegate Redirect(int status, string target) => Status(status, headers: ("Location", target));

    /// <summary>What an expired session shows: HTTP 200, but a page for people.</summary>
    public static RequestDelegate LoginPage { get; } = Status(200, "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form>…</form></body></html>", "text/html; charset=utf-8");

    /// <summary>Takes the request and never answers.</summary>
    public static RequestDelegate Silence { get; } = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>Begins a whole JSON answer and then sends a blank now and then, for ever.</summary>
    public static RequestDelegate SlowBody(TimeSpan pace) => async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"version\":", context.RequestAborted);
        while (true)
        {
            await context.Response.WriteAsync(" ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(pace, context.RequestAborted);
        }
    };

    /// <summary>Sends body without an end, as fast as it is taken.</summary>
    public static RequestDelegate EndlessBody { get; } = async context =>
    {
        var block = new byte[16 * 1024];
        Array.Fill(block, (byte)' ');
        while (true)
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
    };

    /// <summary>Takes the request and resets the connection.</summary>
    public static RequestDelegate Reset { get; } = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };
}
