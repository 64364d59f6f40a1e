using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>Asks one robot one question. Whatever goes wrong is an outcome; redirects are not followed, for the secret would go with them.</summary>
internal sealed class RobotCaller(IHttpClientFactory clients, IEnumerable<IRobotWire> wires, IOptions<RobotOptions> options, TimeProvider time)
{
    public const string ClientName = "robots";
    private const int LargestAnswer = 64 * 1024;

    private readonly Dictionary<RobotKind, IRobotWire> _wires = wires.ToDictionary(w => w.Kind);

    public async Task<RobotReply> AskAsync(RobotSettings robot, RobotQuestion question, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        RobotReply Failed(RobotOutcome outcome, HttpStatusCode? status = null) => new(outcome, [], Stopwatch.GetElapsedTime(began), (int?)status);
        if (RobotAddress.Problem(robot.Url, options.Value.AllowPrivateHosts) is not null)
            return Failed(RobotOutcome.NotAllowed);
        using var timeout = new CancellationTokenSource(robot.Timeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HttpStatusCode? status = null;
        try
        {
            var wire = _wires[robot.Kind];
            using var request = Request(robot, wire, question);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, patience.Token);
            status = response.StatusCode;
            if (status != HttpStatusCode.OK)
                return Failed(RobotOutcome.Refused, status);
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(patience.Token), cancellationToken: patience.Token);
            var words = wire.Read(answer.RootElement);
            var outcome = words.Contents.IsEmpty ? RobotOutcome.Silent : words.Confidence < robot.MinConfidence ? RobotOutcome.Unsure : RobotOutcome.Answered;
            return new(outcome, words.Contents, Stopwatch.GetElapsedTime(began), (int)status, words.Confidence);
        }
        // Whoever has had all of its time has failed, though meanwhile nobody waits any more.
        catch (OperationCanceledException) when (timeout.IsCancellationRequested || !cancellationToken.IsCancellationRequested)
        {
            return Failed(RobotOutcome.TooSlow, status);
        }
        catch (HttpRequestException e)
        {
            return Failed(e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? RobotOutcome.Garbled : RobotOutcome.Unreachable, status);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Failed(RobotOutcome.Garbled, status);
        }
    }

    internal static void Prepare(HttpClient client)
    {
        client.MaxResponseContentBufferSize = LargestAnswer;
        client.Timeout = Timeout.InfiniteTimeSpan;
    }

    private HttpRequestMessage Request(RobotSettings robot, IRobotWire wire, RobotQuestion question)
    {
        var body = Encoding.UTF8.GetBytes(wire.Write(robot, question).ToJsonString(Organisation.DirectoryJson.Options));
        var request = new HttpRequestMessage(HttpMethod.Post, wire.AddressOf(robot)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(MediaTypeNames.Application.Json, "utf-8");
        if (robot is { Proof: RobotProof.Bearer, Secret.Length: > 0 })
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", robot.Secret);
        if (robot.Proof == RobotProof.Signature)
        {
            var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes(at + "."), .. body];
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(robot.Secret), signed);
            request.Headers.Add("X-Imcc-Timestamp", at);
            request.Headers.Add("X-Imcc-Signature", "sha256=" + Convert.ToHexStringLower(signature));
        }

        return request;
    }
}
