package contacts

// This file holds what is said around a name in languages other than English:
// facts of usage, no data set. Words stand as fold leaves them. The costs are
// orders of magnitude, in the manner of those of English.

// A tongue is a language's share of the model.
type tongue struct {
	before, after []carrier
	joins         map[string]bool // words that stand between two people named in one breath
	// common holds frequent words of talk, roughly by rank. What English has no
	// word for would pass for a name otherwise.
	common string
}

// tongues has the languages by their BCP 47 tags.
var tongues = map[string]*tongue{
	"en": {before: before, after: after, joins: joins},
	"de": {
		before: []carrier{
			{"ruf", nats(2)}, {"rufe", nats(3.5)}, {"ruf mal", nats(3.5)}, {"ruf bitte", nats(3.5)}, {"ruf bitte mal", nats(5)},
			{"schick es an", nats(2.5)}, {"schicke es an", nats(3.5)}, {"schick das an", nats(3.5)}, {"schick sie an", nats(5)},
			{"schick eine nachricht an", nats(4)}, {"sende es an", nats(3.5)}, {"sende das an", nats(4)},
			{"sende eine nachricht an", nats(4)}, {"schick", nats(5)}, {"sende", nats(5)}, {"schreib", nats(3.5)}, {"schreibe", nats(4.5)},
			{"schreib an", nats(4)}, {"eine nachricht an", nats(4)}, {"nachricht an", nats(4)}, {"anruf bei", nats(5)},
			{"telefoniere mit", nats(5)}, {"verbinde mich mit", nats(4)}, {"wahle", nats(4.5)}, {"an", nats(2.5)}, {"fur", nats(4.5)},
			{"es ist fur", nats(5)}, {"ist fur", nats(6)}, {"mit", nats(6)}, {"bei", nats(6)},
			{"mein", nats(4)}, {"meine", nats(3)}, {"meinen", nats(3)}, {"meinem", nats(4)}, {"meiner", nats(4)},
			{"der", nats(5)}, {"die", nats(5)}, {"den", nats(5)}, {"dem", nats(5)},
			{"bitte", nats(4)}, {"ahm", nats(3)}, {"ah", nats(3.5)}, {"also", nats(6)}, {"okay", nats(6)}, {"ok", nats(6)}, {"hey", nats(6)},
		},
		after: []carrier{
			{"an", nats(1.5)}, {"bitte", nats(2)}, {"mal an", nats(4)}, {"bitte an", nats(3)}, {"anrufen", nats(2.5)}, {"bitte anrufen", nats(4)},
			{"jetzt", nats(3.5)}, {"jetzt an", nats(4.5)}, {"sofort", nats(5)}, {"danke", nats(4.5)}, {"noch mal", nats(6)}, {"noch mal an", nats(6)},
			{"schreiben", nats(5)}, {"schicken", nats(5)}, {"auf dem handy", nats(6)}, {"auf dem handy an", nats(6)},
			{"zu hause", nats(6)}, {"zu hause an", nats(6)}, {"ahm", nats(6)}, {"ah", nats(6)},
		},
		joins: map[string]bool{"und": true, "oder": true},
		common: `ich die und das der ist nicht du zu es ja sie in wir was er den mit auf so auch ein eine noch da mal dann
			aber hat war wie wenn von mir an im habe man doch dass nur schon für fur ne nein mich dich dir hier jetzt haben sind
			bin bist kann alles gut immer mehr nichts ganz oder weil aus bei nach wo wer einen einem einer dem des um als sehr
			heute morgen kommt kommen geht gehen machen macht gesagt sagen weiß weiss genau heißt heisst uns ihr ihm ihn euch
			zum zur über uber wieder vielleicht wirklich keine kein bitte danke okay halt eben hatte wird werden wurde muss müssen
			mussen sein seine mein meine meinen unter vor bis rufe ruf anrufen haus auto kinder zeit tag jahr leute`,
	},
	"es": {
		before: []carrier{
			{"llama a", nats(2)}, {"llamar a", nats(3.5)}, {"llama", nats(3.5)}, {"llame a", nats(4.5)}, {"llamame a", nats(5)},
			{"envialo a", nats(2.5)}, {"enviala a", nats(4)}, {"enviaselo a", nats(3.5)}, {"envia esto a", nats(4)}, {"envia un mensaje a", nats(3.5)},
			{"envia a", nats(4)}, {"mandalo a", nats(3)}, {"mandaselo a", nats(3.5)}, {"manda esto a", nats(4)}, {"manda un mensaje a", nats(3.5)},
			{"mandale un mensaje a", nats(4)}, {"manda a", nats(4)}, {"escribe a", nats(3.5)}, {"escribele a", nats(4)},
			{"un mensaje a", nats(5)}, {"un mensaje para", nats(5)}, {"mensaje a", nats(5)}, {"mensaje para", nats(4.5)},
			{"marca a", nats(4.5)}, {"marcale a", nats(5)}, {"telefonea a", nats(5)}, {"a", nats(2.5)}, {"para", nats(4)}, {"es para", nats(5)},
			{"mi", nats(3)}, {"mis", nats(5.5)}, {"el", nats(6)}, {"la", nats(6)}, {"al", nats(4)},
			{"por favor", nats(4)}, {"eh", nats(3)}, {"este", nats(5)}, {"pues", nats(6)}, {"oye", nats(5.5)}, {"okay", nats(6)}, {"ok", nats(6)},
		},
		after: []carrier{
			{"por favor", nats(2)}, {"ahora", nats(2.5)}, {"ahora mismo", nats(4)}, {"ya", nats(5)}, {"gracias", nats(4.5)},
			{"otra vez", nats(6)}, {"al movil", nats(5.5)}, {"al celular", nats(5.5)}, {"en casa", nats(6)}, {"a casa", nats(6)}, {"eh", nats(6)},
		},
		joins: map[string]bool{"y": true, "e": true, "o": true, "u": true},
		common: `que no de a la y el es en lo un por me una se los qué si sí te con para está mi eso las esta su yo tu
			aquí del al como le más bien ya todo muy esto vamos pero ha he hay ahora algo estoy tengo nos tú nada cuando
			estás así puedo quiero sólo solo soy tiene gracias o él bueno fue ser hacer son todos era eres vez tienes creo
			ella ellos puede porque dónde donde quién estaba casa favor sé va voy sus hola nunca tan sin día días hasta dos
			mañana entonces siempre también este ese esa mucho quieres decir hace verdad tiempo señor mejor hombre ver vida cosas
			antes gente años año llama llamar dice dijo parece luego claro cómo trabajo muchas otra otro mismo sobre desde`,
	},
	"fr": {
		before: []carrier{
			{"appelle", nats(2)}, {"appeler", nats(3.5)}, {"appelez", nats(4)}, {"appelle moi", nats(5)},
			{"envoie le a", nats(2.5)}, {"envoie la a", nats(4)}, {"envoie ca a", nats(3)}, {"envoie cela a", nats(5)}, {"envoie a", nats(4)},
			{"envoie un message a", nats(3.5)}, {"envoyer un message a", nats(4.5)}, {"envoyez le a", nats(4)}, {"un message a", nats(5)},
			{"message a", nats(5)}, {"un message pour", nats(5)}, {"ecris a", nats(3.5)}, {"ecrire a", nats(5)}, {"telephone a", nats(3.5)},
			{"telephoner a", nats(5)}, {"passe moi", nats(5)}, {"compose", nats(5)}, {"a", nats(2.5)}, {"pour", nats(4)}, {"c'est pour", nats(5)},
			{"ma", nats(3)}, {"mon", nats(3)}, {"mes", nats(5.5)}, {"le", nats(6)}, {"la", nats(6)}, {"au", nats(5.5)},
			{"s'il te plait", nats(4.5)}, {"s'il vous plait", nats(4.5)}, {"euh", nats(3)}, {"heu", nats(4)}, {"bon", nats(6)},
			{"alors", nats(6)}, {"okay", nats(6)}, {"ok", nats(6)},
		},
		after: []carrier{
			{"s'il te plait", nats(2)}, {"s'il vous plait", nats(3)}, {"maintenant", nats(2.5)}, {"tout de suite", nats(4.5)},
			{"merci", nats(4)}, {"encore", nats(6)}, {"sur son portable", nats(6)}, {"au travail", nats(6)}, {"a la maison", nats(6)}, {"euh", nats(6)},
		},
		joins: map[string]bool{"et": true, "ou": true},
		common: `je de est pas le vous la tu que un il et à a ne les ce en on ça une pour des moi qui nous mais y me dans du
			bien elle si tout plus non mon suis te au avec va oui toi fait ils as être faire c'est j'ai n'est d'un d'une qu'il qu'on
			était quoi ici lui ma ont votre rien ai cette sur quand par où se même très deux là peut son comme êtes dire sais sa
			veux sont peux merci alors ton ta ces aux dit été sans bon voir faut avez mes rien jamais aussi comment pourquoi parce
			monde temps jour vie homme femme peu encore juste accord voilà enfin ouais hein quelque chose leur notre tous autre
			avait avoir aller vais allez vraiment trop toujours avant après depuis demain matin soir maison appelle beaucoup chez`,
	},
	"it": {
		before: []carrier{
			{"chiama", nats(2)}, {"chiamare", nats(3.5)}, {"chiamami", nats(4.5)}, {"chiami", nats(5)}, {"telefona a", nats(3.5)},
			{"mandalo a", nats(2.5)}, {"mandala a", nats(4)}, {"manda a", nats(3.5)}, {"manda questo a", nats(4)}, {"manda un messaggio a", nats(3)},
			{"invialo a", nats(3)}, {"invia a", nats(4)}, {"invia un messaggio a", nats(3.5)}, {"un messaggio a", nats(5)}, {"un messaggio per", nats(5)},
			{"messaggio a", nats(5)}, {"messaggio per", nats(5)}, {"scrivi a", nats(3.5)}, {"scrivere a", nats(5)}, {"componi", nats(5)},
			{"a", nats(2.5)}, {"ad", nats(3.5)}, {"per", nats(4)}, {"e per", nats(5)}, {"al", nats(5)}, {"alla", nats(5)}, {"allo", nats(6)},
			{"mia", nats(3)}, {"mio", nats(3)}, {"la mia", nats(4)}, {"il mio", nats(4)}, {"a mia", nats(3)}, {"a mio", nats(3)}, {"il", nats(5.5)}, {"la", nats(5.5)},
			{"per favore", nats(4)}, {"ehm", nats(3)}, {"eh", nats(3.5)}, {"allora", nats(6)}, {"senti", nats(6)}, {"okay", nats(6)}, {"ok", nats(6)},
		},
		after: []carrier{
			{"per favore", nats(2)}, {"per piacere", nats(4)}, {"adesso", nats(2.5)}, {"ora", nats(3.5)}, {"subito", nats(4)}, {"grazie", nats(4)},
			{"di nuovo", nats(6)}, {"al cellulare", nats(5.5)}, {"sul cellulare", nats(5.5)}, {"a casa", nats(6)}, {"al lavoro", nats(6)}, {"ehm", nats(6)},
		},
		joins: map[string]bool{"e": true, "ed": true, "o": true},
		common: `non di che è e la il un a per in una mi sono ho si lo ma ti le con ha cosa no i da se come ci io questo qui
			bene tu sì mio te del me al tutto hai sei della più perché solo era gli so mia lei lui quando ora suo essere fare
			su anche alla sua tuo quello fatto chi o fa tua grazie va dove niente vuoi detto sta questa stato molto allora nel
			mai voglio ne dei abbiamo posso siamo può devo così noi vai prima loro sempre tutti ancora due quella casa ok adesso
			meglio dire anni tempo vita qualcosa certo ecco poi oh beh dopo senza proprio credo sai era delle nella uno altro
			oggi domani ieri giorno sera mattina gente chiama chiamare troppo davvero forse quindi parte fuori qualche`,
	},
	"pt": {
		before: []carrier{
			{"liga para", nats(2)}, {"ligue para", nats(2.5)}, {"ligar para", nats(3.5)}, {"liga a", nats(4)}, {"liga pra", nats(3)}, {"liga pro", nats(4)},
			{"liga para o", nats(4)}, {"liga para a", nats(4)}, {"ligar a", nats(5)}, {"telefona a", nats(4.5)}, {"telefona para", nats(4)},
			{"chama", nats(3.5)}, {"chame", nats(4.5)}, {"envia para", nats(3)}, {"envie para", nats(3)}, {"envia isso para", nats(3.5)},
			{"envia isto para", nats(4)}, {"envia o para", nats(5)}, {"envia a", nats(4.5)}, {"envia uma mensagem para", nats(3.5)},
			{"envie uma mensagem para", nats(3.5)}, {"envia uma mensagem a", nats(4.5)}, {"manda para", nats(3)}, {"manda pra", nats(3.5)},
			{"mande para", nats(4)}, {"manda isso para", nats(4)}, {"manda uma mensagem para", nats(3.5)}, {"uma mensagem para", nats(5)},
			{"mensagem para", nats(4.5)}, {"escreve a", nats(4.5)}, {"escreve para", nats(4)}, {"escreva para", nats(4)},
			{"para", nats(2.5)}, {"pra", nats(3.5)}, {"pro", nats(4.5)}, {"e para", nats(5)}, {"a", nats(4)}, {"ao", nats(5)}, {"o", nats(5)},
			{"minha", nats(3)}, {"meu", nats(3)}, {"a minha", nats(3.5)}, {"o meu", nats(3.5)},
			{"por favor", nats(4)}, {"hum", nats(4)}, {"ah", nats(4)}, {"entao", nats(6)}, {"bom", nats(6)}, {"okay", nats(6)}, {"ok", nats(6)},
		},
		after: []carrier{
			{"por favor", nats(2)}, {"agora", nats(2.5)}, {"agora mesmo", nats(4.5)}, {"ja", nats(5)}, {"obrigado", nats(4.5)}, {"obrigada", nats(4.5)},
			{"de novo", nats(6)}, {"no celular", nats(5.5)}, {"no telemovel", nats(5.5)}, {"em casa", nats(6)}, {"no trabalho", nats(6)}, {"hum", nats(6)},
		},
		joins: map[string]bool{"e": true, "ou": true},
		common: `que não o a de é eu um e você do se para uma está com os em me da no na por isso ele sim mas as aqui como meu
			bem mais te ela tem muito foi seu estou vai lá minha sei só quando ser isto já nos nada quero tudo ao fazer à agora
			então bom era até eles estava tenho há sua são obrigado vou pode sem ter nós quem onde porque algo esta este essa
			esse vamos mesmo ver dizer também coisa ou nunca tão dos das acho dia casa gente posso ainda sempre antes melhor
			depois deve fora todos favor pra num numa tá né aí ali hoje amanhã ontem noite manhã tempo vida anos dois assim
			sobre alguém ninguém qualquer talvez claro certo olha preciso precisa quer disse dizem liga ligar falar fala`,
	},
}
