namespace Imcc.Core.Alerts;

/// <summary>What an alert rule looks at. The numbers stand in rows and the names in JSON: never renamed.</summary>
public enum AlertKind
{
    /// <summary>The longest wait of a skill group, in seconds.</summary>
    Wait = 1,
    /// <summary>How many wait in a skill group.</summary>
    Waiting = 2,
    /// <summary>A skill group's service level of the last while, in per cent; low is bad.</summary>
    ServiceLevel = 3,
    /// <summary>How long a customer who is being served has waited for an answer, in seconds; one alert a conversation.</summary>
    Silence = 4,
    /// <summary>Sensitive words in what agents sent or wanted to send, or in what customers said, in the last while (<see cref="WordSides"/>); one alert a conversation.</summary>
    Words = 5,
    /// <summary>Scores (of 5) at or below the limit, in the last while; one alert a conversation.</summary>
    Survey = 6,
    /// <summary>Messages given up in the last while, or an interface that nothing goes through, of one channel account.</summary>
    Deliveries = 7,
}

/// <summary>Whose sensitive words a rule counts. The names stand in stored rules: never renamed.</summary>
[Flags]
public enum WordSides
{
    None = 0,
    /// <summary>An agent sent them after a warning.</summary>
    Sent = 1,
    /// <summary>Somebody of ours wanted to send what is never sent.</summary>
    Blocked = 2,
    /// <summary>The customer said them.</summary>
    Heard = 4,
    All = Sent | Blocked | Heard,
}

/// <summary>What an alert is about.</summary>
public enum AlertSubject
{
    Group = 1,
    Conversation = 2,
    Account = 3,
}
