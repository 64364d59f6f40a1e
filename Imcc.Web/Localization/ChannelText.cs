namespace Imcc.Web.Localization;

/// <summary>The words of channels' forms, by kind and field. Chinese in <c>ChannelText.resx</c>, English in <c>ChannelText.en.resx</c>.</summary>
public sealed class ChannelText;
