using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Microsoft.AspNetCore.Http.HttpResults;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The stand-in's webhook: as strict about signatures and repeats as a careful system is.</summary>
internal sealed class OpenStandInHook(OpenStandIn standIn, Func<Directory> directory)
{
    private const int LargestBody = 1024 * 1024;

    public async Task<IResult> HearAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > LargestBody)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var body = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        using var json = JsonDocument.Parse(body);
        var heard = json.RootElement;
        var (account, type, id) = (Text(heard, "account"), Text(heard, "type"), request.Headers[StandardWebhook.IdHeader].ToString());
        var (status, isRepeated) = (Check(request, account, id, body), false);
        if (status == StatusCodes.Status200OK && type == OpenEvents.Verification)
        {
            standIn.Note(new(account, standIn.Now, type, id, status, false));
            return TypedResults.Ok(new { challenge = Text(heard, "challenge") });
        }

        if (status == StatusCodes.Status200OK)
        {
            isRepeated = !standIn.IsNew(id);
            if (!isRepeated)
                Take(heard, account, type);
        }

        standIn.Note(new(account, standIn.Now, type, id, status, isRepeated));
        return status == StatusCodes.Status200OK ? TypedResults.Ok(new { id = "open-" + id }) : TypedResults.StatusCode(status);
    }

    private int Check(HttpRequest request, string account, string id, byte[] body)
    {
        // While an account is being made it is not in the directory yet, and its first question has to be answered.
        if (directory().AccountsByKey.GetValueOrDefault(account) is { Kind: ChannelKind.Open } known && new OpenSettings(known).Key is { } key)
        {
            var timestamp = request.Headers[StandardWebhook.TimestampHeader].ToString();
            if (!StandardWebhook.Matches(key, id, timestamp, request.Headers[StandardWebhook.SignatureHeader].ToString(), body, standIn.Now))
                return StatusCodes.Status401Unauthorized;
        }

        return standIn.NextFault() is > 0 and var fault ? fault : StatusCodes.Status200OK;
    }

    private void Take(JsonElement heard, string account, string type)
    {
        var to = heard.TryGetProperty("to", out var person) ? person : heard.TryGetProperty("group", out var group) ? group : default;
        if (to.ValueKind != JsonValueKind.Object)
            return;
        var customer = Text(to, "id");
        switch (type)
        {
            case OpenEvents.Message:
                var said = heard.GetProperty("message");
                standIn.Say(account, customer, new(standIn.Now, Text(said, "by"), Text(said, "type"), TextOf(said), UrlOf(said), Text(said, "id")));
                break;
            case OpenEvents.Recall:
                standIn.Forget(account, customer, Text(heard.GetProperty("message"), "id"));
                break;
            case OpenEvents.Typing:
                standIn.Typing(account, customer, heard.GetProperty("isTyping").GetBoolean());
                break;
        }
    }

    private static string TextOf(JsonElement said) =>
        Text(said, "text") is { Length: > 0 } text ? text
        : said.TryGetProperty("media", out var media) ? Text(media, "name")
        : said.TryGetProperty("link", out var link) ? Text(link, "title")
        : said.TryGetProperty("location", out var place) ? Text(place, "label")
        : "";

    private static string? UrlOf(JsonElement said) =>
        said.TryGetProperty("media", out var media) ? Text(media, "url")
        : said.TryGetProperty("link", out var link) ? Text(link, "url")
        : null;

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
