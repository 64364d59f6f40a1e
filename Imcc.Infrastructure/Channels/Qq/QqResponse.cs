using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>What came of one call to QQ's server.</summary>
internal abstract record QqResponse
{
    /// <param name="Code">0: done. What the body says, else the HTTP status.</param>
    /// <param name="Json">Undefined where the body is empty.</param>
    /// <param name="Trace">QQ's own name of the call, for its support.</param>
    public sealed record Answered(int Code, JsonElement Json, string Trace) : QqResponse
    {
        public QqVerdict Verdict => QqErrors.Judge(Code);

        public string? Text(string name) => Json.Word(name);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Answered {{ Code = {Code} }}");
    }

    /// <summary>No answer to be understood.</summary>
    /// <param name="RequestLeft">The request had been sent, so that it may have had its effect.</param>
    public sealed record Broken(string Error, bool RequestLeft) : QqResponse;

    /// <summary>By <c>err_code</c>, else <c>code</c>; QQ says either, and both. HTTP 200 carries errors, too.</summary>
    public static QqResponse Read(int status, ReadOnlyMemory<byte> body, string trace)
    {
        JsonElement json = default;
        if (body.Length > 0)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                json = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                if (status is >= 200 and < 300)
                    return new Broken("no JSON", RequestLeft: true);
            }
        }

        // Accepted for review is an answer of its own beside success.
        var code = (int)(json.Number("err_code") ?? json.Number("code") ?? 0);
        if (code == 0 && status is not (>= 200 and < 300))
            code = status;
        if (code == 0 && status is 201 or 202 && AuditOf(json) is not null)
            code = 304023;
        return new Answered(code, json, json.Word("trace_id") ?? trace);
    }

    /// <summary>The review's id, where the answer tells of one.</summary>
    public static string? AuditOf(JsonElement json) =>
        json.Inner("data").Inner("message_audit").Word("audit_id") ?? json.Inner("message_audit").Word("audit_id") ?? json.Inner("data").Word("audit_id") ?? json.Word("audit_id");
}
