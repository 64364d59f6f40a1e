Console.WriteLine("Imcc.Bench");
