using Imcc.Core.Channels.Open;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.Open;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imcc.Web.Api;

/// <summary>The standard open channel: any system posts its customers' messages here, and is told ours by its webhook.</summary>
public static class OpenChannel
{
    public static IServiceCollection AddOpenChannelApi(this IServiceCollection services) =>
        services.AddSingleton<OpenChannelGate>().AddSingleton<OpenChannelReceiver>();

    public static IEndpointRouteBuilder MapOpenChannel(this IEndpointRouteBuilder api)
    {
        // By the account's own key or by an API key: what the gate says, not a policy.
        var channel = api.MapGroup("/channels/{key}/messages").WithTags("channels").AllowAnonymous();
        channel.MapPost("", PostAsync)
            .WithName("PostChannelMessage")
            .WithSummary("A customer's message or event. Accepted means stored; the same id of the same customer is taken once, and each post of it gets the same answer. A file comes as media.data, as media.url, or as the part \"file\" of a form whose part \"message\" is this JSON; at most 20 MB.")
            .Accepts<OpenIncoming>("application/json", "multipart/form-data")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        channel.MapGet("/{id}", StandingAsync)
            .WithName("ReadChannelMessage")
            .WithSummary("How far a message is, by our messageId, posted or sent; or, with from (or group), by the id that you posted it under.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return api;
    }

    private static async Task<Results<Accepted<OpenAccepted>, ProblemHttpResult>> PostAsync(string key, HttpContext context, OpenChannelGate gate, OpenChannelReceiver receiver, CancellationToken cancellationToken)
    {
        var (account, refusal) = await gate.AdmitAsync(context, key);
        if (account is null)
            return refusal!;
        var (post, unreadable) = await OpenChannelPost.ReadAsync(context, cancellationToken);
        return post is null ? unreadable! : await receiver.TakeAsync(account, post, context, cancellationToken);
    }

    private static async Task<Results<Ok<OpenMessageStanding>, ProblemHttpResult>> StandingAsync(
        string key, string id, HttpContext context, OpenChannelGate gate, OpenMessages messages, string? from = null, string? group = null, CancellationToken cancellationToken = default)
    {
        var (account, refusal) = await gate.AdmitAsync(context, key);
        if (account is null)
            return refusal!;
        OpenStanding? found = null;
        if (Guid.TryParse(id, out var messageId))
            found = await messages.FindAsync(account, messageId, cancellationToken);
        if (found is null && (from ?? group) is { Length: <= OpenCheck.LongestPartyId } && id.Length <= OpenCheck.LongestId)
            found = await messages.FindPostedAsync(account, OpenAddress.Of(new() { From = new(from), Group = group is null ? null : new(group) }), id, cancellationToken);
        return found is null
            ? TypedResults.Problem("没有这条消息。There is no such message.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(OpenMessageStanding.Of(found));
    }
}

/// <summary>How far a message of an open channel is.</summary>
/// <param name="MessageId">Ours.</param>
/// <param name="Id">Yours: of a posted message, or what your webhook answered with.</param>
/// <param name="Direction">Inbound: posted; Outbound: sent to the webhook.</param>
/// <param name="State">stored, taken (in its conversation), pending, sent, failed or recalled.</param>
/// <param name="Error">Of what failed: why.</param>
public sealed record OpenMessageStanding(Guid MessageId, string? Id, MessageDirection Direction, string State, Guid? ConversationId, DateTimeOffset? At, string? Error)
{
    public static OpenMessageStanding Of(OpenStanding standing) => standing.Message is { } message
        ? new(message.Id, message.ChannelMessageId, message.Direction, StateOf(message), message.ConversationId, message.At, message.DeliveryError)
        : new(standing.StoredId!.Value, null, MessageDirection.Inbound, "stored", null, null, null);

    private static string StateOf(ThreadMessage message) => message switch
    {
        { Direction: MessageDirection.Inbound } => "taken",
        { RecalledAt: not null } => "recalled",
        { Delivery: DeliveryState.Sent } => "sent",
        { Delivery: DeliveryState.Failed } => "failed",
        _ => "pending",
    };
}
