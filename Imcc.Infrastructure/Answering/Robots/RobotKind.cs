namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>What a robot speaks. Stored; values are never renumbered.</summary>
public enum RobotKind
{
    /// <summary>Our own plain format: JSON asked, JSON answered.</summary>
    Http = 1,

    /// <summary>OpenAI's chat completions, which many language models speak.</summary>
    Chat = 2,
}

/// <summary>How a robot knows that it is us who ask. Stored; values are never renumbered.</summary>
public enum RobotProof
{
    None = 0,

    /// <summary><c>Authorization: Bearer</c> with the secret.</summary>
    Bearer = 1,

    /// <summary><c>X-Imcc-Signature: sha256=</c> and the HMAC-SHA256 of <c>X-Imcc-Timestamp</c> (seconds), a dot and the body, in hex.</summary>
    Signature = 2,
}
