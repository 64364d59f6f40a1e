// The decoder comes as one function that makes itself a worker of whoever calls it.
var module = {};
importScripts('/lib/amr/amrnb.js');
module.exports();
