using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>A format that robots speak.</summary>
internal interface IRobotWire
{
    RobotKind Kind { get; }

    Uri AddressOf(RobotSettings robot);

    JsonObject Write(RobotSettings robot, RobotQuestion question);

    /// <returns>What it says; nothing said: it has no answer.</returns>
    /// <exception cref="JsonException">It is not in this format.</exception>
    RobotWords Read(JsonElement answer);
}
