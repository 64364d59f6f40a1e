namespace Imcc.Core.Board;

/// <summary>What the board shows of a skill group and can warn of. The names stand in rows: never renamed.</summary>
public enum BoardFigure
{
    /// <summary>Customers in the line, those included whom an agent is being asked to take.</summary>
    Waiting = 1,
    /// <summary>Seconds that the one who has waited longest has waited.</summary>
    LongestWait = 2,
    /// <summary>Conversations that agents have in hand, wrap-ups apart.</summary>
    InService = 3,
    /// <summary>Kept by agents while the customer is silent.</summary>
    Parked = 4,
    /// <summary>Units of capacity that agents who take conversations have left.</summary>
    FreeCapacity = 5,
    /// <summary>Of the visits that began within the last half hour; 0 to 1.</summary>
    ServiceLevelNow = 6,
    /// <summary>Of the day's visits, as reports have it; 0 to 1.</summary>
    ServiceLevel = 7,
    /// <summary>Of the day's visits, without short abandons; 0 to 1.</summary>
    AbandonRate = 8,
    /// <summary>Average speed of answer today, in seconds.</summary>
    Asa = 9,
    /// <summary>The service level to be expected in the next half hour; 0 to 1.</summary>
    ForecastLevel = 10,
    /// <summary>Messages that were left and that nobody has taken up yet.</summary>
    MessagesLeft = 11,
    /// <summary>Wrap-ups that take agents' capacity.</summary>
    WrapUp = 12,
}

/// <summary>How bad a figure is.</summary>
public enum BoardLevel
{
    Good,
    Amber,
    Red,
}
