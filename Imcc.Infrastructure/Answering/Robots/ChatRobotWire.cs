using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>OpenAI's chat completions. A model that does not know is told to say <see cref="NoAnswer"/>, and then nothing is said.</summary>
internal sealed class ChatRobotWire : IRobotWire
{
    public const string NoAnswer = "NO_ANSWER";

    /// <summary>What the model is told before every question, whatever the administrator adds.</summary>
    private const string Rule = "不确定或超出业务范围时，只回复 " + NoAnswer + "，不要编造。不要索要密码、验证码和证件号码。";

    private const int MostTokens = 400;

    public RobotKind Kind => RobotKind.Chat;

    public Uri AddressOf(RobotSettings robot) => new(robot.Url.TrimEnd('/') + "/chat/completions");

    public JsonObject Write(RobotSettings robot, RobotQuestion question) => new()
    {
        ["model"] = robot.Model,
        ["messages"] = new JsonArray(
        [
            Message("system", robot.Prompt.Length == 0 ? Rule : robot.Prompt + "\n" + Rule),
            .. question.History.Select(h => Message("user", h)),
            Message("user", question.Text),
        ]),
        ["temperature"] = 0.2,
        ["max_tokens"] = MostTokens,
        ["stream"] = false,
    };

    public RobotWords Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0
            || choices[0].ValueKind != JsonValueKind.Object || !choices[0].TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("content", out var content) || content.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            throw new JsonException("There is no choice with a message.");
        var said = content.GetString()?.Trim() ?? "";
        if (said.Length > RobotWords.LongestText)
            throw new JsonException("The answer is too long.");
        return said.Length == 0 || said.Contains(NoAnswer, StringComparison.OrdinalIgnoreCase) ? RobotWords.None : new([new TextContent(said)]);
    }

    private static JsonObject Message(string role, string content) => new JsonObject { ["role"] = role, ["content"] = content };
}
