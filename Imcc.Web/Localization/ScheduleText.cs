namespace Imcc.Web.Localization;

/// <summary>The words of shifts (排班), planned staff and adherence. Chinese in <c>ScheduleText.resx</c>, English in <c>ScheduleText.en.resx</c>.</summary>
public sealed class ScheduleText;
