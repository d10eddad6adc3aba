/* global exports */
exports.activate = function activate() {};
